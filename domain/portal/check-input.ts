/** The input of the portal's check. */
import type { Policy } from '../policy.ts';
import type { PortalFacts } from './facts.ts';

export interface PortalCheckInput {
  readonly facts: PortalFacts;
  readonly policy: Policy;
  /** The address for Jira's webhooks. */
  readonly webhookUrl: string;
  readonly deliveries: Deliveries;
  /** ISO 8601. */
  readonly now: string;
}

/** Jira's webhooks as Leasehold received them; ISO 8601, null for never. */
export interface Deliveries {
  /** The last one with a valid signature. */
  readonly accepted: string | null;
  /** The last one that was refused for its signature. */
  readonly refused: string | null;
}
