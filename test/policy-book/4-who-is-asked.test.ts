/** Chapter 4: the approvers of a stage, without requester, subject and earlier approvers. */
import { parse } from 'yaml';
import { type Approver, requiredApprovals, seatApprovers } from '../../domain/approval/approvals.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import type { ApproverRef, Stage } from '../../domain/policy.ts';
import { email, name, type Row, table, words } from './book.ts';

/** The answers of Okta and Jira about people. Carol is absent, and dave is her delegate; erin is bob's. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  security: ['sam', 'sue', 'alice'],
  oncall: ['olga'],
  nobody: [],
};
const OWNER = 'owner';
const MANAGER: Readonly<Record<string, string>> = { alice: 'lead', bob: 'lead', lead: 'boss' };
const STANDS_IN: Readonly<Record<string, string>> = { carol: 'dave', bob: 'erin' };

/** People behind references, with their delegates, in the order of the stage. */
function find(refs: readonly ApproverRef[], subject: string): Approver[] {
  return refs.flatMap((ref) => {
    if ('user' in ref) return seats(name(ref.user), 'user');
    if ('owner' in ref) return seats(OWNER, 'owner');
    if ('manager' in ref) return MANAGER[subject] === undefined ? [] : seats(MANAGER[subject], 'manager');
    const group = ref.group.slice(ref.group.indexOf(':') + 1);
    return (GROUPS[group] ?? []).flatMap((member) => seats(member, `group ${ref.group}`));
  });
}

function seats(who: string, via: string): Approver[] {
  const seat = email(who);
  const own = { email: seat, seat, via };
  const other = STANDS_IN[who];
  return other === undefined ? [own] : [own, { email: email(other), seat, via: `in place of ${seat}` }];
}

/** `ann, group:security, the owner, the manager`. */
function refs(cell: string | undefined): ApproverRef[] {
  return words(cell).map((word) => {
    if (word === 'the owner') return { owner: true };
    if (word === 'the manager') return { manager: true };
    return word.startsWith('group:') ? { group: `okta:${word.slice('group:'.length)}` } : { user: email(word) };
  });
}

function ask(row: Row): string {
  const [requester = 'alice', subject = requester] = words(row['asked by'] || 'alice');
  const options = parse(`{ ${row.with ?? ''} }`) as { require?: number | 'all'; again?: boolean; self?: boolean };
  const stage: Pick<Stage, 'require' | 'allowRepeatApprovers'> = {
    require: options.require ?? 1,
    allowRepeatApprovers: options.again ?? false,
  };
  const decisions = words(row['approved before'] ?? '').map((word): Decision => {
    const [by = '', inPlaceOf] = word.split(' for ');
    return {
      stage: 0,
      decision: 'approve',
      by: email(by),
      at: '2026-06-01T00:00:00Z',
      channel: 'jira',
      ...(inPlaceOf === undefined ? {} : { inPlaceOf: email(inPlaceOf) }),
    };
  });
  const seated = seatApprovers(
    {
      approvers: find(refs(row.approvers), subject),
      fallbacks: [refs(row.fallback), [{ owner: true } as const], [{ user: email('admin') }]].map((each) =>
        find(each, subject),
      ),
    },
    stage,
    {
      requester: { email: email(requester) },
      subject: { email: email(subject) },
      selfApproval: options.self ?? false,
    },
    decisions,
  );
  if (seated.length === 0) return 'nobody: declined';
  const people = seated.map((each) =>
    each.seat === each.email ? name(each.email) : `${name(each.email)} for ${name(each.seat)}`,
  );
  return `${requiredApprovals(stage, seated)} of ${people.join(', ')}`;
}

table(
  'people, groups, the manager and the owner',
  `
| approvers                     | with         | asks                          |
| ann                           |              | 1 of ann                      |
| ann, ben                      |              | 1 of ann, ben                 |
| ann, ben                      | require: 2   | 2 of ann, ben                 |
| ann, ben, ann                 | require: all | 2 of ann, ben                 |
| group:security                |              | 1 of sam, sue                 |
| group:security                | require: all | 2 of sam, sue                 |
| group:security, sam           | require: 2   | 2 of sam, sue                 |
| the manager                   |              | 1 of lead                     |
| the owner                     |              | 1 of owner                    |
| the manager, the owner, group:oncall | require: 3 | 3 of lead, owner, olga     |
`,
  ask,
);

table(
  'neither requester nor subject',
  `
| asked by    | approvers           | with         | asks                       |
| ann         | ann, ben            |              | 1 of ben                   |
| ann         | ann, ben            | require: all | 1 of ben                   |
| ann, alice  | ann, alice, ben     |              | 1 of ben                   |
| lead, alice | the manager         |              | 1 of owner                 |
| lead        | the manager         |              | 1 of boss                  |
| owner       | the owner           |              | 1 of admin                 |
| admin       | group:nobody        |              | 1 of owner                 |
| ann         | ann, ben            | self: true   | 1 of ann, ben              |
| alice       | group:security      | self: true   | 1 of sam, sue, alice       |
| carol       | carol, ben          |              | 1 of ben                   |
| dave        | carol, ben          |              | 1 of carol, ben            |
`,
  ask,
);

table(
  'when nobody is left: the fallback, then the owner, then the admins',
  `
| asked by | approvers               | fallback     | with         | asks                     |
| alice    | group:nobody            | ben          |              | 1 of ben                 |
| alice    | group:nobody            | group:nobody |              | 1 of owner               |
| alice    | group:nobody            |              |              | 1 of owner               |
| owner    | group:nobody            |              |              | 1 of admin               |
| ben      | ben                     | ben, cid     |              | 1 of cid                 |
| sam      | the manager             | group:oncall |              | 1 of olga                |
| alice    | ann                     | ben          |              | 1 of ann                 |
| alice    | ann                     | ben          | require: 2   | 2 of ann, ben            |
| alice    | ann                     |              | require: 2   | 2 of ann, owner          |
| alice    | ann                     | ben          | require: 3   | 3 of ann, ben, owner     |
| alice    | ann                     |              | require: 3   | 3 of ann, owner, admin   |
| alice    | ann                     |              | require: 4   | nobody: declined         |
| admin    | the owner               |              | require: 2   | nobody: declined         |
`,
  ask,
);

table(
  'out of office: a delegate shares the seat of whom they stand in for',
  `
| approvers  | with         | asks                                     |
| carol      |              | 1 of carol, dave for carol               |
| carol      | require: all | 1 of carol, dave for carol               |
| carol, bob | require: all | 2 of carol, dave for carol, bob, erin for bob |
| carol, dave | require: all | 2 of carol, dave                        |
| dave, carol | require: 2  | 2 of dave, carol                         |
| carol      | require: 2   | 2 of carol, dave for carol, owner        |
`,
  ask,
);

table(
  'nobody counts twice over the stages, unless the stage allows it',
  `
| approvers  | approved before | with         | asks                             |
| ann, ben   | ann             |              | 1 of ben                         |
| ann, ben   | ann             | again: true  | 1 of ann, ben                    |
| ann, ben   | ann             | require: 2   | 2 of ben, owner                  |
| ann, ben   | ann, ben        |              | 1 of owner                       |
| ann        | ann, owner      |              | 1 of admin                       |
| ann        | ann, owner, admin |            | nobody: declined                 |
| carol      | carol           |              | 1 of owner                       |
| carol      | dave for carol  |              | 1 of owner                       |
| dave, ben  | dave for carol  |              | 1 of ben                         |
| carol, ben | dave            |              | 1 of carol, ben                  |
`,
  ask,
);
