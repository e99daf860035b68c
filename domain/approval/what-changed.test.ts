import { expect, test } from 'vitest';
import { planOf } from '../../test/support/run-state.ts';
import { describeChanges, whatChanged } from './what-changed.ts';

const before = planOf();

test('the same plan has not changed, also under another revision', () => {
  expect(whatChanged(before, planOf({ revision: 9 }))).toEqual([]);
});

test('each fact that an approver is shown is compared', () => {
  const [first] = before.plan.gives;
  if (first === undefined) throw new Error('The plan gives nothing.');
  const after = {
    ask: { ...before.ask, subject: { email: 'mallory@acme.test' }, justification: ' ' },
    plan: {
      ...planOf({
        kind: 'change',
        gives: [{ ...first, accessLevel: 'Admin' }],
        takes: ['User', 'Guest'].map((accessLevel) => ({
          application: 'app-1',
          applicationName: 'App 1',
          owner: undefined,
          accessLevel,
        })),
        durationMs: null,
        startAt: '2027-01-01T00:00:00.000Z',
        stages: [],
        rule: null,
      }).plan,
    },
  };
  expect(whatChanged(before, after)).toEqual([
    { what: 'kind of request', before: 'access', after: 'change' },
    { what: 'access', before: 'App 1 / User, App 2 / User', after: 'App 1 / Admin' },
    { what: 'access that ends', before: 'none', after: 'App 1 / User, App 1 / Guest' },
    { what: 'person', before: 'alice@acme.test', after: 'mallory@acme.test' },
    { what: 'duration', before: '1 hour', after: 'until it is revoked' },
    { what: 'start', before: 'at once', after: '2027-01-01T00:00:00.000Z' },
    { what: 'justification', before: 'work', after: 'none' },
    { what: 'approvers', before: 'lead@acme.test; then all of lead@acme.test', after: 'none' },
    { what: 'rule', before: 'rule', after: 'none' },
  ]);
});

test('no justification is none', () => {
  const after = { ...before, ask: { ...before.ask, justification: undefined } };
  expect(whatChanged(before, after)).toEqual([{ what: 'justification', before: 'work', after: 'none' }]);
});

test('references to approvers are named', () => {
  const [stage] = before.plan.stages;
  if (stage === undefined) throw new Error('The plan has no stage.');
  const approvers = [{ group: 'okta:Security' }, { owner: true }, { manager: true }] as const;
  expect(whatChanged(before, planOf({ stages: [{ ...stage, approvers }] }))).toMatchObject([
    { what: 'approvers', after: 'group okta:Security, the owner, the manager' },
  ]);
});

test.each([
  ['the Reporter', { reporter: { email: 'bob@acme.test' } }, { what: 'Reporter', after: 'bob@acme.test' }],
  ['break glass', { breakGlass: true }, { what: 'break glass', before: 'no', after: 'yes' }],
  [
    'the author of an edit that was undone',
    { editors: [{ accountId: 'a1' }] },
    { what: 'edited by', after: 'jira:a1' },
  ],
])('%s alone is a change', (_what, asked, change) => {
  expect(whatChanged(before, { ...before, ask: { ...before.ask, ...asked } })).toMatchObject([change]);
});

test('changes read as one text', () => {
  const longer = planOf({ durationMs: 29 * 86_400_000 });
  const requester = { ...longer, ask: { ...longer.ask, requester: { email: 'bob@acme.test' } } };
  expect(describeChanges(whatChanged(before, requester))).toBe(
    'requester: alice@acme.test, now bob@acme.test; Reporter: alice@acme.test, now bob@acme.test; duration: 1 hour, now 29 days',
  );
});
