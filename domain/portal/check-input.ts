/** The input of a portal's check. */
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

/** Jira's webhooks as Leasehold saw them; ISO 8601, null for never. */
export interface Deliveries {
  /** The last one with a valid signature. */
  readonly accepted: string | null;
  /** The last one refused for its signature. */
  readonly refused: string | null;
}
