/** The saved revisions of the configuration, and the changes to it that wait for a second person. */
import type { ChangeState } from '../../domain/state.ts';
import type { Page, PageQuery } from '../page.ts';

/** A saved state of the configuration document (the YAML's content as JSON, references unresolved). */
export interface ConfigRevision {
  readonly revision: number;
  readonly document: unknown;
  readonly author: string;
  readonly note: string | null;
  readonly createdAt: string;
}

export interface ConfigRevisions {
  /** The number of the newest revision: cheap enough to ask before every decision. */
  newest(): Promise<number | undefined>;
  current(): Promise<ConfigRevision | undefined>;
  get(revision: number): Promise<ConfigRevision | undefined>;
  /** When the first revision with this project as its portal was saved, ISO 8601. */
  servedSince(project: string): Promise<string | undefined>;
  list(query: PageQuery): Promise<Page<Omit<ConfigRevision, 'document'>>>;
  /**
   * Saves a new revision and its audit row. With `expected`, refuses (returns undefined) when the newest revision is
   * another one. Saving the current document again changes nothing and returns the current revision.
   */
  save(entry: {
    document: unknown;
    author: string;
    note?: string | undefined;
    expected?: number;
    /** Further facts for the audit row. */
    details?: Readonly<Record<string, unknown>>;
    /** The pending change that this carries out: both are saved, or nothing is when the change is no longer pending. */
    approves?: ChangeDecision;
  }): Promise<ConfigRevision | undefined>;
}

/** A change of the configuration that waits for a second person, or did. */
export interface ConfigChange {
  readonly id: string;
  readonly state: ChangeState;
  /** The edited part, in a few words. */
  readonly what: string;
  /** The change itself, as data. */
  readonly edit: unknown;
  /** The ETag of the edited part when the change was proposed; null for something new. */
  readonly seen: string | null;
  /** The revision that it was proposed on. */
  readonly revision: number;
  readonly author: string;
  /** The person who answers for the author. */
  readonly behind: string;
  readonly note: string | null;
  readonly createdAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly comment: string | null;
  /** The revision that its approval made. */
  readonly savedRevision: number | null;
}

export interface ChangeDecision {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly comment: string | null;
}

export interface ConfigChanges {
  /** With its audit row. */
  propose(
    change: Pick<
      ConfigChange,
      'id' | 'what' | 'edit' | 'seen' | 'revision' | 'author' | 'behind' | 'note' | 'createdAt'
    >,
  ): Promise<ConfigChange>;
  get(id: string): Promise<ConfigChange | undefined>;
  /** Newest first. */
  list(query: PageQuery & { readonly state?: ConfigChange['state'] | undefined }): Promise<Page<ConfigChange>>;
  /** Rejects or withdraws, with its audit row. @returns undefined when it is no longer pending. */
  close(
    decision: ChangeDecision,
    state: Extract<ChangeState, 'rejected' | 'withdrawn'>,
  ): Promise<ConfigChange | undefined>;
}
