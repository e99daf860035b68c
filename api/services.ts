/** The services of the routes. The API never holds a provider's credentials. */
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { CurrentConfiguration } from '../config/document/current-configuration.ts';
import type { Finding } from '../domain/portal/finding.ts';
import type { Store } from '../store/store.ts';
import type { LocalPerson } from './auth/local-people.ts';
import type { OidcClients } from './auth/oidc-client.ts';
import type { ChangeFeed } from './events/feed.ts';
import type { Metrics } from './health/metrics.ts';
import type { RateLimit } from './http/context.ts';
import type { OpenApiDocument } from './http/openapi.ts';
import type { TokenTable } from './tokens/token-file.ts';

/** The parts that a process passes to its API. */
export interface ServiceParts {
  readonly store: Store;
  readonly temporal: Client;
  readonly tokens: TokenTable;
  /** The configuration in force. @throws LeaseholdError LH_UNAVAILABLE while there is none. */
  configuration(): Promise<CurrentConfiguration>;
  readonly macKey: string;
  /** Encrypts session cookies; 32 bytes. */
  readonly sessionKey: Uint8Array;
  readonly publicUrl: string;
  readonly temporalUiUrl: string;
  readonly namespace: string;
  readonly log: Logger;
  /** Database, Temporal and workers, for `doctor`. */
  platform(): Promise<readonly Finding[]>;
  /** Whether the workers of this process run; true if it has none. */
  workersRun(): boolean;
  /** People of the demo sign-in on this machine; default none. */
  readonly localSignIn?: readonly LocalPerson[];
  /** Requests per minute for one token or person; default 600. */
  readonly rateLimit?: number;
  /** The clock for tokens, sessions and limits; default: the system clock. */
  now?(): Date;
  /** The clock for all that the ledger and the trail date; default: the database's. */
  ledgerNow?(): Promise<Date>;
}

export interface Services extends Required<ServiceParts> {
  readonly metrics: Metrics;
  /** The content of `/openapi.json`. */
  readonly openApi: OpenApiDocument;
  /** Whether the public address uses https. */
  readonly secure: boolean;
  readonly oidc: OidcClients;
  readonly limit: RateLimit;
  readonly feed: ChangeFeed;
}

/** Time limit of a call to Temporal, in milliseconds: well within Jira's 20 s for a webhook. */
export const TEMPORAL_DEADLINE_MS = 8_000;
