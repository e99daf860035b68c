/** Leases and a plan of one request, for tests of the state of its run. */
import type { Lease } from '../../domain/ledger/records.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan } from '../../domain/planning/plan.ts';

/** Live from noon to one o'clock. */
export function leaseOf(attempt: number, place: number, changes: Partial<Lease> = {}): Lease {
  return {
    id: `ACCESS-1/${attempt}.${place}`,
    grantId: `app-${place}/alice@acme.test/User`,
    requestKey: 'ACCESS-1',
    state: 'live',
    entitlements: [{ type: 'group', id: `group-${place}` }],
    rule: 'rule',
    revision: 1,
    durationMs: 3_600_000,
    maxDurationMs: null,
    startedAt: '2026-06-01T12:00:00.000Z',
    expiresAt: '2026-06-01T13:00:00.000Z',
    endedAt: null,
    endReason: null,
    endedBy: null,
    ...changes,
  };
}

/** A role of two levels, approved in two stages. */
export function planOf(changes: Partial<Plan> = {}): {
  readonly ask: Ask;
  readonly plan: Plan;
  readonly round: number;
} {
  const alice = { email: 'alice@acme.test' };
  const stage = { approvers: [{ user: 'lead@acme.test' }], require: 1, denials: 1, fallback: [], escalateTo: [] };
  const stages = [stage, { ...stage, name: 'Security', require: 'all' as const }].map((each) => ({
    ...each,
    allowRepeatApprovers: false,
    remindAfterMs: 3_600_000,
  }));
  const level = (place: number) => ({
    application: `app-${place}`,
    applicationName: `App ${place}`,
    owner: undefined,
    accessLevel: 'User',
    entitlements: [{ type: 'group', id: `group-${place}` }],
    rule: 'rule',
    durationMs: 3_600_000,
    maxDurationMs: null,
  });
  return {
    round: 1,
    ask: {
      issueKey: 'ACCESS-1',
      kind: 'access',
      requester: alice,
      subject: alice,
      application: 'Both',
      accessLevel: undefined,
      duration: '1h',
      justification: 'work',
      startAt: undefined,
      breakGlass: false,
    },
    plan: {
      version: 1,
      kind: 'access',
      revision: 1,
      title: 'Both',
      gives: [level(1), level(2)],
      takes: [],
      stages,
      selfApproval: false,
      rule: 'rule',
      durationMs: 3_600_000,
      remindBeforeExpiryMs: [],
      renewal: false,
      conflicts: [],
      explanation: [],
      ...changes,
    },
  };
}
