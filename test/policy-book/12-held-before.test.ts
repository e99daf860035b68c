/** Chapter 12: access that a person holds already, outside Leasehold. */
import { decide, type Outside, type Placed } from '../../domain/ledger/claims.ts';
import { WAYS } from '../../domain/ledger/held-before.ts';
import type { LevelHeldBefore } from '../../domain/planning/plan.ts';
import { heldBefore } from '../../domain/telling/held-before.ts';
import { type Row, table } from './book.ts';

const ROLES = ['member', 'owner'];

/** A role in an organisation; other words are roles without an order. */
const as = (role: string): Placed => {
  const strength = ROLES.includes(role) ? ROLES.indexOf(role) : undefined;
  const entitlement = { type: 'organisation', id: 'acme', parameters: { role } };
  return { entitlement, place: { key: 'acme', value: { role }, strength } };
};

const words = (held: string, claims: readonly Placed[], asked: Placed, outside: Outside | undefined): string => {
  const decision = decide(asked, claims, outside);
  if (decision.kind === 'leave') return held;
  if (decision.kind === 'give') return asked.entitlement.parameters?.role ?? '';
  return decision.kind === 'restore' ? (decision.to.parameters?.role ?? '') : 'nothing';
};

table(
  'the role of a person during a lease, and after its end',
  `
| holds before | asks for | heldBefore | holds                        |
|              | member   | keep       | member, then nothing         |
| member       | member   | keep       | member, then member          |
| member       | owner    | keep       | owner, then member           |
| owner        | member   | keep       | owner, then owner            |
| auditor      | member   | keep       | member, then auditor         |
| member       | member   | take       | member, then nothing         |
| member       | owner    | take       | owner, then nothing          |
| owner        | member   | take       | owner, then owner            |
| auditor      | member   | take       | member, then nothing         |
`,
  (row: Row) => {
    const held = row['holds before'] ?? '';
    const asked = as(row['asks for'] ?? '');
    const outside = held === '' ? undefined : { ...as(held), keep: row.heldBefore === 'keep' };
    return `${words(held, [asked], asked, outside)}, then ${words(held, [], asked, outside)}`;
  },
);

const level = (row: Row): LevelHeldBefore => {
  const [word, through] = (row.way ?? '').split(': ');
  const way = WAYS.find((each) => each === word) ?? 'direct';
  return {
    application: 'okta',
    applicationName: 'Okta',
    accessLevel: 'Admin',
    whole: row.holds === 'all of it',
    keep: row.heldBefore === 'keep',
    entitlements: [
      {
        name: 'Okta-Admins',
        way,
        ...(through === undefined ? {} : { through }),
        entitlement: { type: 'group', name: 'Okta-Admins' },
        extent: 'same',
        apart: row.beside === 'yes',
      },
    ],
  };
};

table(
  'the sentence that requester and approvers read before anyone decides',
  `
| holds     | way             | beside | heldBefore | reads |
| all of it | direct          |        | keep       | "Ann" holds Okta / Admin already, outside Leasehold (Okta-Admins); nothing changes, and nothing will be taken at the end. |
| all of it | rule: Engineers |        | keep       | "Ann" holds Okta / Admin already, outside Leasehold (Okta-Admins by the rule Engineers); nothing changes, and nothing will be taken at the end. |
| all of it | direct          |        | take       | "Ann" holds Okta / Admin already, outside Leasehold (Okta-Admins); nothing changes, and it ends with this access. |
| all of it | group: Staff    | yes    | take       | "Ann" holds Okta / Admin already, outside Leasehold (Okta-Admins through the group Staff); that stays theirs when this access ends. |
| a part    | direct          |        | keep       | "Ann" holds part of Okta / Admin already, outside Leasehold (Okta-Admins); that stays theirs when this access ends. |
| a part    | invitation      |        | take       | "Ann" holds part of Okta / Admin already, outside Leasehold (Okta-Admins by an invitation that waits); that ends with this access. |
`,
  (row: Row) => heldBefore({ heldBefore: [level(row)] }, { email: 'ann@acme.test', displayName: 'Ann' }).join(' '),
);
