import type { ApiTokens, Drafts, KeptAnswers, Sessions } from './api/api-store.ts';
import type { AuditTrail } from './audit/audit-store.ts';
import type { Refusals } from './audit/refusal-store.ts';
import type { ConfigChanges, ConfigRevisions } from './configuration/configuration-store.ts';
import type { Birthrights } from './ledger/birthright-store.ts';
import type { Effects } from './ledger/effect-store.ts';
import type { IssueReads } from './ledger/issue-read-store.ts';
import type { Keeping } from './ledger/keeping-store.ts';
import type { Ledger } from './ledger/ledger-store.ts';
import type { Overviews } from './ledger/overview-store.ts';
import type { Requests } from './ledger/request-store.ts';
import type { Reviews } from './ledger/review-store.ts';
import type { Revocations } from './ledger/revocation-store.ts';
import type { Settings } from './settings/settings-store.ts';

/** The database as the rest of Leasehold uses it, by subject. `open-store.ts` builds it over PGlite or PostgreSQL. */
export interface Store {
  readonly config: ConfigRevisions;
  readonly requests: Requests;
  readonly issueReads: IssueReads;
  readonly ledger: Ledger;
  readonly keeping: Keeping;
  readonly audit: AuditTrail;
  readonly refusals: Refusals;
  readonly effects: Effects;
  readonly revocations: Revocations;
  readonly reviews: Reviews;
  readonly birthrights: Birthrights;
  readonly settings: Settings;
  readonly tokens: ApiTokens;
  readonly changes: ConfigChanges;
  readonly answers: KeptAnswers;
  readonly sessions: Sessions;
  readonly drafts: Drafts;
  readonly overview: Overviews;
  /**
   * The database's clock. Every instant that is written to the ledger, or compared with it, is by this clock, because the
   * clocks of machines differ. The embedded database has the clock of its process.
   */
  now(): Promise<Date>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
