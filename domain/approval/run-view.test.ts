import { expect, test } from 'vitest';
import { leaseOf, planOf } from '../../test/support/run-state.ts';
import { approver, openStage } from '../../test/support/stage.ts';
import { reason } from '../reasons.ts';
import { asPlanned, newRun, type RunState, stageClosed, stageOpened } from './run-state.ts';
import { viewOf } from './run-view.ts';

const execution = { workflowId: 'request/ACCESS-1', runId: 'run' };
const view = (state: RunState) => viewOf(state, execution);
const waiting = asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf() });
const person = { email: 'lead@acme.test', displayName: 'Lea', via: 'user' };
const open = openStage({ name: 'First', approvers: [approver(person.email, person.email, person)] });

test('a request that was not read yet has nothing but its key', () => {
  expect(view(newRun('ACCESS-1'))).toEqual({
    key: 'ACCESS-1',
    issueId: '',
    kind: 'access',
    requester: null,
    subject: null,
    application: null,
    accessLevel: null,
    state: 'received',
    reason: null,
    rule: null,
    revision: null,
    stages: [],
    decisions: [],
    grantId: null,
    grantIds: [],
    expiresAt: null,
    justification: null,
    ...execution,
  });
});

test('a declined request shows what was asked', () => {
  const { ask } = planOf();
  const why = reason('no_approver');
  const declined = view({ ...newRun('ACCESS-1'), ask, state: 'declined', reason: why });
  expect(declined).toMatchObject({
    grantId: null,
    grantIds: [],
    application: 'Both',
    accessLevel: null,
    reason: why.sentence,
    rule: null,
  });
  expect(declined).not.toHaveProperty('durationMs');
});

test('a planned request shows its first level, and the grants of all that it gives and takes', () => {
  const taken = { application: 'app-3', applicationName: 'App 3', owner: undefined, accessLevel: 'Viewer' };
  const state = asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf({ takes: [taken] }) });
  expect(view(state)).toMatchObject({
    application: 'app-1',
    accessLevel: 'User',
    grantId: 'app-1/alice@acme.test/User',
    grantIds: ['app-1/alice@acme.test/User', 'app-2/alice@acme.test/User', 'app-3/alice@acme.test/Viewer'],
    durationMs: 3_600_000,
  });
  const removal = asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf({ gives: [], takes: [taken] }) });
  expect(view(removal)).toMatchObject({ application: 'app-3', accessLevel: 'Viewer' });
});

test('stages are closed, open, or still to come; none comes when the request is over', () => {
  const names = (state: RunState) => view(state).stages.map((stage) => `${stage.name} ${stage.state}`);
  const opened = stageOpened(waiting, open, []);
  const closed = stageClosed(opened, 'approved');
  expect(names(waiting)).toEqual(['Stage 1 waiting', 'Security waiting']);
  expect(names(opened)).toEqual(['First open', 'Security waiting']);
  expect(names(closed)).toEqual(['First approved', 'Security waiting']);
  expect(names({ ...closed, state: 'withdrawn' })).toEqual(['First approved', 'Security skipped']);
  expect(view(opened).stages[0]?.approvers).toEqual([person]);
});

test('a stage that is still to come shows how many it wants, as far as that is known before it asks', () => {
  const [stage] = planOf().plan.stages;
  if (stage === undefined) throw new Error('The plan has no stage.');
  const approvers = [{ group: 'okta:Security' }, { owner: true }] as const;
  const stages = ([2, 'all', { each: 1 }] as const).map((require) => ({ ...stage, approvers, require }));
  const state = stageOpened(asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf({ stages }) }), open, []);
  const common = { state: 'waiting', approvers: [] };
  expect(view(state).stages.slice(1)).toEqual([
    { ...common, name: 'Stage 2', require: 1 },
    { ...common, name: 'Stage 3', require: 2, each: { count: 1, entries: ['group okta:Security', 'owner'] } },
  ]);
  expect(view({ ...state, open: undefined }).stages[0]?.require).toBe(2);
});

test('a decision names the plan of the open stage; before a question there is none to name', () => {
  const opened: RunState = { ...stageOpened(waiting, open, []), phase: 'waiting', round: 1, digest: 'a'.repeat(64) };
  expect(view(opened).plan).toBe(`${'a'.repeat(64)}.1.0`);
  expect(view({ ...opened, open: undefined }).plan).toBeUndefined();
  expect(view({ ...opened, inbox: { ...opened.inbox, lastStep: '7' } }).lastStep).toBe('7');
});

test('access that the subject holds already is shown in a sentence', () => {
  const level = { application: 'app-1', accessLevel: 'User', whole: true, keep: true };
  const heldBefore = [{ ...level, applicationName: 'App 1', entitlements: [] }];
  const state = asPlanned(newRun('ACCESS-1'), { issueId: '1', ...planOf({ heldBefore }) });
  expect(view(state).heldBefore).toMatchObject([{ ...level, sentence: expect.stringContaining('App 1 / User') }]);
  expect(view(waiting).heldBefore).toBeUndefined();
});

test('access shows the first end of its leases, and its review the verdict', () => {
  const later = leaseOf(1, 2, { expiresAt: '2026-06-01T14:00:00.000Z' });
  const review = { id: 'break-glass-ACCESS-1', reviewers: open.approvers, openedAt: '', dueAt: '2026-06-02T12:00:00Z' };
  const held = { ...waiting, leases: [later, leaseOf(1, 1)], review };
  expect(view(held)).toMatchObject({
    expiresAt: '2026-06-01T13:00:00.000Z',
    review: { id: review.id, dueAt: review.dueAt, reviewers: ['lead@acme.test'], verdict: null },
  });
  const decision = { verdict: 'revoke', by: 'ann', at: '' } as const;
  expect(view({ ...held, review: { ...review, decision } }).review?.verdict).toBe('revoke');
});
