/** Comments and moves on the issue. */
import type { Report } from '../../../domain/telling/report.ts';
import type { Remember, Saved } from './records.ts';

export interface ReportActivities {
  report(input: ReportInput): Promise<Reported>;
  /** Sends the outgoing notification alone, before a report that may wait for Jira. */
  announce(input: ReportInput): Promise<void>;
}

export interface Reported extends Saved {
  /** When the comment was written, by Jira's clock. ISO 8601; absent without a comment. */
  readonly saidAt?: string | undefined;
}

export interface ReportInput extends Report {
  readonly issueKey: string;
  /** The projection, saved before anything is reported. */
  readonly remember?: Remember | undefined;
}
