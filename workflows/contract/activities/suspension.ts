/** Closing a leaver's account in the identity provider. */

export interface SuspensionActivities {
  /** Ends the person's sessions, whatever the status of the account. */
  endSessions(input: SuspendInput): Promise<void>;
  /** Suspends the account; a kind of account that cannot be suspended fails at once, with a sentence. */
  suspendSubject(input: SuspendInput): Promise<void>;
}

export interface SuspendInput {
  /** Id of the bulk revocation. */
  readonly order: string;
  readonly email: string;
  readonly by: string;
  /** A sentence, for the audit. */
  readonly because: string;
}
