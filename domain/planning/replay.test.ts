import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, planInput, policy } from '../../test/support/policy.ts';
import type { Policy } from '../policy.ts';
import { planRequest } from './plan-request.ts';
import { differences, looksAtSubject, needsAttributes, type PlanningFacts, replan, summarisePlan } from './replay.ts';

/** The facts kept of a request that was planned under a configuration. */
function kept(changes: Partial<Parameters<typeof planInput>[0]> = {}, attributesRead = true): PlanningFacts {
  const { policy: then, ...input } = planInput(changes);
  const planned = summarisePlan(planRequest({ ...input, policy: then }));
  // As it comes back from the database.
  return JSON.parse(JSON.stringify({ version: 1, input, attributesRead, planned }));
}

function differ(facts: PlanningFacts, next: Policy, now?: Parameters<typeof replan>[2]) {
  const after = replan(facts, next, now);
  return { after, differs: differences(facts.planned, after) };
}

describe('a past request under another configuration', () => {
  test('is decided the same under the same one', () => {
    expect(differ(kept(), policy()).differs).toEqual([]);
    const declined = kept({ ask: ask({ accessLevel: 'Emperor' }) });
    expect(differ(declined, policy()).differs).toEqual([]);
    expect(
      differ(kept({ ask: ask({ kind: 'removal' }), held: [{ application: 'okta', accessLevel: 'Admin' }] }), policy())
        .differs,
    ).toEqual([]);
  });

  test.each([
    ['another rule', { rules: [rule({ key: 'new' })] }, ['rule']],
    ['no rule any more', { rules: [] }, ['outcome', 'rule', 'stages', 'duration']],
    ['one more stage', { rules: [rule({ approval: { stages: [stage(), stage({ require: 2 })] } })] }, ['stages']],
    [
      'another approver',
      { rules: [rule({ approval: { stages: [stage({ approvers: [{ owner: true }] })] } })] },
      ['stages'],
    ],
    ['another quorum', { rules: [rule({ approval: { stages: [stage({ require: 'all' })] } })] }, ['stages']],
    ['another length', { rules: [rule({ duration: { default: '4h', max: '30d' } })] }, ['duration']],
    ['reminders alone, which decide nothing', { rules: [rule({ remindBeforeExpiry: ['1h'] })] }, []],
    [
      'a reminder of approvers, which decides nothing',
      { rules: [rule({ approval: { stages: [stage({ remindAfter: '1h' })] } })] },
      [],
    ],
  ])('%s', (_what, changes, expected) => {
    expect(differ(kept(), policy(changes)).differs).toEqual(expected);
  });

  test('keeps the asked duration, and the levels held then', () => {
    const facts = kept({ ask: ask({ duration: '20d' }), held: [{ application: 'okta', accessLevel: 'Viewer' }] });
    expect(differ(facts, policy({ rules: [rule({ duration: { max: '10d' } })] })).after).toMatchObject({
      duration: '10 days',
    });
    const duties = {
      separationOfDuties: [
        {
          name: 'two-hats',
          conflicting: [
            { application: 'okta', accessLevel: 'Admin' },
            { application: 'okta', accessLevel: 'Viewer' },
          ],
          effect: 'deny',
        },
      ],
    };
    expect(differ(facts, policy(duties))).toMatchObject({
      after: { outcome: 'declined' },
      differs: expect.arrayContaining(['outcome']),
    });
  });

  test('declined for another reason differs', () => {
    const before = kept({ policy: policy({ rules: [] }) });
    const next = policy({ rules: [rule({ justification: 'required' })] });
    expect(differ(before, next).differs).toEqual(['rule', 'reason']);
  });

  test('is planned with the attributes that were read then, whatever they are now', () => {
    const next = policy({ rules: [rule({ when: { department: 'Engineering' } })] });
    const now = { email: 'alice@acme.test', groups: [], attributes: { department: 'Sales' } };
    expect(differ(kept(), next, now).differs).toEqual([]);
  });

  test('uses present attributes where none were read then, and none where they are unknown', () => {
    const next = policy({ rules: [rule({ when: { department: 'Engineering' } })] });
    const unread = kept({ profile: undefined }, false);
    const engineer = { email: 'alice@acme.test', groups: [], attributes: { department: 'Engineering' } };
    expect(differ(unread, next, engineer).differs).toEqual([]);
    expect(differ(unread, next).after).toMatchObject({ outcome: 'declined' });
  });
});

describe('attributes are needed', () => {
  const viewerOnly = policy({ rules: [rule(), rule({ key: 'v', accessLevel: 'Viewer', when: { title: 'SRE' } })] });
  test('when a rule about the request checks them, and not for other rules', () => {
    expect(needsAttributes(kept(), viewerOnly)).toBe(false);
    expect(needsAttributes(kept({ ask: ask({ accessLevel: 'Viewer' }) }), viewerOnly)).toBe(true);
  });
  test('not by a disabled rule', () => {
    expect(looksAtSubject(policy({ rules: [rule({ when: { title: 'SRE' }, active: false })] }))).toBe(false);
  });
});
