/** The database as the API alone uses it: tokens, sessions, drafts, kept answers. */
import type { Page, PageQuery } from '../page.ts';

/** An API token that the API made; the token itself is not stored. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly applications: readonly string[];
  /** E-mail or token name of its creator. */
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

export interface ApiTokens {
  /** With its audit row. @returns false when a token of that name can still be used. */
  create(token: Omit<ApiToken, 'lastUsedAt' | 'revokedAt' | 'revokedBy'>, hash: string): Promise<boolean>;
  /** The valid token of a hash at `now`; records the use. */
  use(hash: string, now: Date): Promise<ApiToken | undefined>;
  get(id: string): Promise<ApiToken | undefined>;
  /** Newest first. */
  list(query: PageQuery): Promise<Page<ApiToken>>;
  /** With its audit row; a repetition changes nothing. @returns undefined when there is no such token. */
  revoke(id: string, by: string, at: string): Promise<ApiToken | undefined>;
}

/** The first answer to a POST that carried an Idempotency-Key. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Claim =
  /** The key was unused: it belongs to this call until `keep` or `forget`. */
  | { readonly outcome: 'ours' }
  /** The first call is still running. */
  | { readonly outcome: 'running' }
  /** The key was used for another call. */
  | { readonly outcome: 'other' }
  | { readonly outcome: 'answered'; readonly answer: KeptAnswer };

export interface KeptAnswers {
  /** @param times the instants from which an answer counts, and from which an unfinished call counts as running. */
  claim(
    entry: { readonly principal: string; readonly key: string; readonly fingerprint: string },
    times: { readonly now: string; readonly keptSince: string; readonly workingSince: string },
  ): Promise<Claim>;
  keep(principal: string, key: string, answer: KeptAnswer): Promise<void>;
  forget(principal: string, key: string): Promise<void>;
}

export interface Sessions {
  /** @param until when it would have ended by itself (ISO 8601): nobody asks about it later. */
  end(id: string, until: string, now: string): Promise<void>;
  hasEnded(id: string): Promise<boolean>;
}

export interface Drafts {
  /** @returns the id to hand to a worker. */
  put(content: unknown): Promise<string>;
  get(id: string): Promise<unknown>;
  remove(id: string): Promise<void>;
}
