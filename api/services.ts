/** What the routes work with. The API never holds a provider's credentials. */
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

/** What a process gives its API. */
export interface ServiceParts {
  readonly store: Store;
  readonly temporal: Client;
  readonly tokens: TokenTable;
  /** The configuration in force. @throws LeaseholdError LH_UNAVAILABLE while there is none. */
  configuration(): Promise<CurrentConfiguration>;
  readonly macKey: string;
  /** Encrypts the cookies of people who signed in; 32 bytes. */
  readonly sessionKey: Uint8Array;
  readonly publicUrl: string;
  readonly temporalUiUrl: string;
  readonly namespace: string;
  readonly log: Logger;
  /** Database, Temporal and workers, for `doctor`. */
  platform(): Promise<readonly Finding[]>;
  /** Whether the workers of this very process run; true where it has none of its own. */
  workersRun(): boolean;
  /** People who may be chosen on a page to sign in as, for a demo on this machine; nobody unless given. */
  readonly localSignIn?: readonly LocalPerson[];
  /** Requests a minute that one token or person may make; 600 unless given. */
  readonly rateLimit?: number;
  /** The clock that tokens, sessions and limits are counted by; the machine's unless given. */
  now?(): Date;
}

export interface Services extends Required<ServiceParts> {
  readonly metrics: Metrics;
  /** What `/openapi.json` answers. */
  readonly openApi: OpenApiDocument;
  /** People reach us by https. */
  readonly secure: boolean;
  readonly oidc: OidcClients;
  readonly limit: RateLimit;
  readonly feed: ChangeFeed;
}

/** How long a call to Temporal may take, in milliseconds: well within Jira's 20 s for a webhook. */
export const TEMPORAL_DEADLINE_MS = 8_000;
