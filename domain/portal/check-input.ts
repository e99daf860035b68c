/** What a portal is checked from. */
import type { Policy } from '../policy.ts';
import type { PortalFacts } from './facts.ts';

export interface PortalCheckInput {
  readonly facts: PortalFacts;
  readonly policy: Policy;
  /** Where Jira must send its webhooks. */
  readonly webhookUrl: string;
  readonly deliveries: Deliveries;
  /** ISO 8601. */
  readonly now: string;
}

/** What Leasehold itself saw of Jira's webhooks; ISO 8601, null for never. */
export interface Deliveries {
  /** When one with a good signature came last. */
  readonly accepted: string | null;
  /** When one was refused for its signature last. */
  readonly refused: string | null;
}
