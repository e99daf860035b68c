import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { NOW, OKTA, policy } from '../../test/support/policy.ts';
import type { Policy } from '../policy.ts';
import {
  type BirthrightLease,
  birthrightsOf,
  compareBirthrights,
  judgeBirthright,
  type ListedPerson,
} from './birthright.ts';
import { birthrightKey, birthrightOf } from './birthright-key.ts';

const VIEWER = { application: 'okta', accessLevel: 'Viewer' };
const ADMIN = { application: 'okta', accessLevel: 'Admin' };
const VIEWERS = [{ type: 'group', id: 'viewers' }];
const viewerRule = (changes: Record<string, unknown> = {}) =>
  rule({ key: 'okta-viewer', accessLevel: 'Viewer', approval: undefined, duration: undefined, ...changes });

/** Payments people view by birthright, which a rule without approval or end allows. */
function payments(changes: Record<string, unknown> = {}): Policy {
  return policy({
    roles: [
      { key: 'payments', name: 'Payments Engineer', includes: [VIEWER], birthright: { department: ['Payments'] } },
    ],
    rules: [viewerRule()],
    ...changes,
  });
}

const BOB = 'bob@acme.test';
const listed = (department: string, changes: Partial<ListedPerson> = {}): ListedPerson => ({
  profile: { email: BOB, groups: [], attributes: { department } },
  paused: false,
  ...changes,
});
const lease = (changes: Partial<BirthrightLease> = {}): BirthrightLease => ({
  id: `birthright/payments/${BOB}/okta/Viewer/1`,
  role: 'payments',
  subject: BOB,
  ...VIEWER,
  entitlements: VIEWERS,
  confirmed: true,
  ...changes,
});
const compare = (
  configured: Policy,
  person: ListedPerson | undefined,
  leases: readonly BirthrightLease[] = [],
  ended: Parameters<typeof compareBirthrights>[1]['ended'] = [],
) =>
  compareBirthrights(birthrightsOf(configured, 7, NOW), {
    subject: BOB,
    listed: person,
    provider: 'Okta',
    leases,
    ended,
  });
const nothing = { gives: [], takes: [], withheld: [] };

describe('a birthright', () => {
  test('is given to a person who matches, under the rule and revision that allow it, and says why', () => {
    expect(compare(payments(), listed('payments'))).toMatchObject({
      gives: [
        {
          role: 'payments',
          subject: BOB,
          ...VIEWER,
          entitlements: VIEWERS,
          rule: 'okta-viewer',
          revision: 7,
          because:
            'It is a birthright of Payments Engineer (department: Payments), and rule okta-viewer gives it without approval.',
        },
      ],
      takes: [],
      withheld: [],
    });
  });

  test('changes nothing for a person who does not match, or is not listed', () => {
    expect(compare(payments(), listed('Sales'))).toEqual(nothing);
    expect(compare(payments(), undefined)).toEqual(nothing);
  });

  test('that is held stays, and is not given twice', () => {
    expect(compare(payments(), listed('Payments'), [lease()])).toEqual(nothing);
  });

  test('that was begun and never confirmed is given again, on its existing lease', () => {
    const begun = lease({ confirmed: false });
    const { gives, takes } = compare(payments(), listed('Payments'), [begun]);
    expect([gives.map((each) => each.resumes), takes]).toEqual([[begun.id], []]);
    expect(compare(payments(), listed('Sales'), [begun]).takes).toMatchObject([{ leaseId: begun.id }]);
  });

  test.each([
    ['moved', payments(), listed('Sales'), 'department is "sales", not one of: Payments.'],
    ['left', payments(), undefined, 'Okta lists no active account of bob@acme.test.'],
    ['had a role that is gone', payments({ roles: [] }), listed('Payments'), 'payments is not given by birthright'],
    [
      'had a level that the role does not include any more',
      payments({
        roles: [{ key: 'payments', name: 'P', includes: [ADMIN], birthright: { department: ['Payments'] } }],
        rules: [rule({ approval: undefined, duration: undefined })],
      }),
      listed('Payments'),
      'does not include okta / Viewer any more',
    ],
    [
      'matches, but whose rule asks for approval now',
      payments({ rules: [viewerRule({ approval: { stages: [stage()] } })] }),
      listed('Payments'),
      'Rule okta-viewer asks people for approval',
    ],
  ])('is taken from who %s', (_who, configured, person, because) => {
    const { takes } = compare(configured, person, [lease()]);
    expect(takes).toMatchObject([{ leaseId: lease().id, late: false, because: expect.stringContaining(because) }]);
  });

  test('of a person who cannot sign in is neither given nor taken', () => {
    expect(compare(payments(), listed('Payments', { paused: true }))).toEqual(nothing);
    expect(compare(payments(), listed('Sales', { paused: true }), [lease()])).toEqual(nothing);
  });

  test('that a person ended is not given again, and it says who ended it', () => {
    const ended = [{ role: 'payments', subject: BOB, ...VIEWER, by: 'lead@acme.test', at: NOW }];
    const result = compare(payments(), listed('Payments'), [], ended);
    expect(result.gives).toEqual([]);
    expect(result.withheld).toMatchObject([{ because: expect.stringContaining('lead@acme.test ended it at') }]);
  });

  test('whose level has changed is given again before the old access is taken', () => {
    const old = lease({ entitlements: [{ type: 'group', id: 'former' }] });
    const { gives, takes } = compare(payments(), listed('Payments'), [old]);
    expect(gives).toMatchObject([{ entitlements: VIEWERS }]);
    expect(takes).toMatchObject([{ leaseId: old.id, late: true, because: expect.stringContaining('given again') }]);
  });

  test('that moves to another role is given before it is taken, so that nobody is without it', () => {
    const both = payments({
      roles: [
        { key: 'sales', name: 'Sales', includes: [VIEWER], birthright: { department: 'Sales' } },
        { key: 'payments', name: 'Payments', includes: [VIEWER], birthright: { department: 'Payments' } },
      ],
    });
    const { gives, takes } = compare(both, listed('Sales'), [lease()]);
    expect([gives.map((each) => each.role), takes.map((each) => [each.role, each.late])]).toEqual([
      ['sales'],
      [['payments', true]],
    ]);
  });

  test('of two levels is given level by level: one that needs approval is withheld, the other is not', () => {
    const mixed = payments({
      roles: [{ key: 'payments', name: 'P', includes: [ADMIN, VIEWER], birthright: { department: { not: 'Sales' } } }],
      rules: [rule({ duration: undefined }), viewerRule()],
    });
    const { gives, withheld } = compare(mixed, listed('Payments'));
    expect(gives.map((each) => each.accessLevel)).toEqual(['Viewer']);
    expect(withheld).toMatchObject([
      { accessLevel: 'Admin', because: expect.stringContaining('asks people for approval') },
    ]);
  });
});

describe('the rules, applied to a birthright', () => {
  const verdict = (
    changes: Record<string, unknown>,
    held = { leases: [] as (typeof VIEWER)[], atProviders: [] as (typeof VIEWER)[] },
  ) => {
    const [right] = birthrightsOf(payments(changes), 1, NOW);
    if (right === undefined) throw new Error('There is a birthright.');
    const judged = judgeBirthright(right, listed('Payments').profile, held);
    return judged.outcome === 'given' ? `by ${judged.access.rule}` : judged.reason.code;
  };
  const duty = (effect: unknown) => ({
    separationOfDuties: [{ name: 'two-hats', conflicting: [ADMIN, VIEWER], effect }],
  });

  test.each([
    ['no rule', { rules: [] }, 'no_rule'],
    ['a rule that is for others', { rules: [viewerRule({ when: { title: 'Boss' } })] }, 'no_rule'],
    ['a rule that is switched off', { rules: [viewerRule({ active: false })] }, 'no_rule'],
    [
      'a rule that asks for approval',
      { rules: [viewerRule({ approval: { stages: [stage()] } })] },
      'birthright_needs_approval',
    ],
    ['a rule for a limited time', { rules: [viewerRule({ duration: { max: '30d' } })] }, 'birthright_limited'],
    [
      'a rule that asks for approval of what has no end',
      { rules: [viewerRule({ duration: { max: '30d', permanent: { stages: [stage()] } } })] },
      'birthright_needs_approval',
    ],
    [
      'a rule that allows what has no end',
      { rules: [viewerRule({ duration: { default: '8h', max: '30d', permanent: 'allow' } })] },
      'by okta-viewer',
    ],
    [
      'a rule that wants a justification: the role is one',
      { rules: [viewerRule({ justification: 'required' })] },
      'by okta-viewer',
    ],
    [
      'a rule that is bound to hours, which a birthright is not: the next one decides',
      {
        rules: [
          viewerRule({ key: 'by-day', when: { request: { within: { from: '00:00', to: '24:00', timeZone: 'UTC' } } } }),
          viewerRule({ key: 'always' }),
        ],
      },
      'by always',
    ],
    [
      'the first of several, where it is for permanent access only',
      {
        rules: [
          viewerRule({ key: 'for-birthrights', when: { request: { permanent: true } } }),
          viewerRule({ approval: { stages: [stage()] } }),
        ],
      },
      'by for-birthrights',
    ],
    [
      'a level that is not there',
      {
        roles: [
          {
            key: 'p',
            name: 'P',
            includes: [{ application: 'aws', accessLevel: 'X' }],
            birthright: { department: 'Payments' },
          },
        ],
      },
      'incomplete_role',
    ],
  ])('%s', (_rule, changes, expected) => {
    expect(verdict(changes)).toBe(expected);
  });

  test.each([
    ['is denied', 'deny', 'conflicting_duties'],
    ['would need somebody’s approval', { stages: [stage()] }, 'birthright_conflicting'],
  ])('what may not be held together %s, by whatever way the other is held', (_how, effect, code) => {
    expect(verdict(duty(effect))).toBe('by okta-viewer');
    expect(verdict(duty(effect), { leases: [ADMIN], atProviders: [] })).toBe(code);
    expect(verdict(duty(effect), { leases: [], atProviders: [ADMIN] })).toBe(code);
  });
});

test('a role whose level is written by the application’s name is held under its key', () => {
  const [right] = birthrightsOf(
    payments({
      applications: [{ ...OKTA, accessLevels: [{ name: 'Viewer', entitlements: VIEWERS }] }],
      roles: [
        {
          key: 'p',
          name: 'P',
          includes: [{ application: 'OKTA', accessLevel: 'viewer' }],
          birthright: { department: 'Payments' },
        },
      ],
    }),
    1,
    NOW,
  );
  expect(right?.ref).toEqual(VIEWER);
});

test('the key of a birthright is distinguished from that of a request', () => {
  const key = birthrightKey('payments', BOB);
  expect(key).toBe('birthright/payments/bob@acme.test');
  expect(birthrightOf(key)).toEqual({ role: 'payments', subject: BOB });
  for (const other of [
    'ACCESS-1',
    'birthright/',
    'birthright//x@acme.test',
    'birthright/payments',
    'birthright/payments/',
  ])
    expect(birthrightOf(other)).toBeUndefined();
});
