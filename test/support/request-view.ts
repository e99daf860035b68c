import type { RequestView } from '../../domain/ledger/records.ts';

/** A request of Alice's for Okta's Admin level that awaits the lead; tests modify it. */
export function requestView(changes: Partial<RequestView> = {}): RequestView {
  return {
    key: 'ACCESS-1',
    issueId: '1',
    kind: 'access',
    requester: 'alice@acme.test',
    subject: 'alice@acme.test',
    application: 'okta',
    accessLevel: 'Admin',
    state: 'awaiting_approval',
    reason: null,
    rule: 'okta-admin',
    revision: 1,
    stages: [{ name: 'Stage 1', state: 'open', approvers: [{ email: 'lead@acme.test', via: 'user' }], require: 1 }],
    decisions: [],
    grantId: null,
    grantIds: [],
    expiresAt: null,
    justification: null,
    workflowId: 'request/ACCESS-1',
    runId: 'run',
    ...changes,
  };
}

/** A stage with one approver. */
export function stageOf(
  email: string,
  state: RequestView['stages'][number]['state'] = 'open',
): RequestView['stages'][number] {
  return { name: 'Stage', state, approvers: [{ email, via: 'user' }], require: 1 };
}
