/** A stage, the people it asks and their votes, for tests of approvals. */
import type { Approver, OpenStage } from '../../domain/approval/approvals.ts';
import type { Decision } from '../../domain/ledger/records.ts';

/** Noon, when stages open and votes are given. */
export const NOON = '2026-06-01T12:00:00.000Z';

/** A named person with an account in Jira. `seat`: the person whom they stand in for. */
export function approver(email: string, seat = email, changes: Partial<Approver> = {}): Approver {
  return { email, seat, via: 'user', accountId: `account:${email}`, ...changes };
}

/** The first stage, which wants one approval of three people. */
export function openStage(changes: Partial<OpenStage> = {}): OpenStage {
  return {
    index: 0,
    name: 'Stage 1',
    approvers: [approver('a@x.test'), approver('b@x.test'), approver('c@x.test')],
    require: 1,
    denials: 1,
    openedAt: NOON,
    escalated: false,
    ...changes,
  };
}

/** An approval of the first stage. */
export function vote(by: string, changes: Partial<Decision> = {}): Decision {
  return { stage: 0, decision: 'approve', by, at: NOON, channel: 'api', ...changes };
}

/** The people with an interest in a request: one asks, the other gets. */
export const INTERESTED = {
  requester: { email: 'req@x.test', accountId: 'account:req' },
  subject: { email: 'sub@x.test' },
  selfApproval: false,
} as const;
