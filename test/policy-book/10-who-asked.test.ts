/** Chapter 10: the person who asked, everyone else with an interest, and decisions from before the question. */
import { type Actor, judgeDecision, type OpenStage, seatApprovers } from '../../domain/approval/approvals.ts';
import { isAfterQuestion } from '../../domain/approval/issue-step.ts';
import { isPlainAddress, samePerson, trailNameOf } from '../../domain/people.ts';
import { type Ask, concerned, interestedOf } from '../../domain/planning/ask.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import { planInput } from '../support/policy.ts';
import { asking, company, email, levels, name, type Row, table, words } from './book.ts';

const RULES = company(`
rules:
  - key: admins
    application: okta
    accessLevel: Admin
    approval: { stages: [{ approvers: [{ user: ann@acme.test }] }] }
    breakGlass: { who: [{ user: dave@acme.test }], max: 1h, reviewWithin: 24h }
  - key: viewers
    application: okta
    accessLevel: Viewer
    approval: { stages: [{ approvers: [{ user: ann@acme.test }] }] }
    breakGlass: { who: [{ user: dave@acme.test }], onBehalf: true, max: 1h, reviewWithin: 24h }
admins: [{ user: admin@acme.test }]
`);

/** `created by`, `Reporter`, `for` and `edited by` as a request. */
function request(row: Row, more: Parameters<typeof asking>[0] = {}): Ask {
  const by = row['created by'] || 'rita';
  const reporter = row.Reporter || by;
  const asked = asking({ ...more, by, for: row.for || reporter });
  return {
    ...asked,
    ...(reporter === by ? {} : { reporter: { email: email(reporter) } }),
    editors: words(row['edited by']).map((who) => ({ email: email(who) })),
  };
}

table(
  'the person who asked, and the people who are told',
  `
| created by | Reporter | for | asks | told           |
| rita       |          |     | rita | rita           |
| rita       |          | sid | rita | rita, sid      |
| rita       | sid      |     | rita | rita, sid      |
| rita       | sid      | eve | rita | rita, sid, eve |
`,
  (row) => {
    const asked = request(row);
    return name(asked.requester.email) === row.asks
      ? concerned(asked)
          .map((each) => name(each.email))
          .join(', ')
      : '?';
  },
);

table(
  'people who may decide: ann, ben, and cid in the place of ben',
  `
| created by | Reporter | for | edited by | asked to decide |
| rita       |          |     |           | ann, ben, cid   |
| ann        |          |     |           | ben, cid        |
| rita       | ann      | sid |           | ben, cid        |
| rita       |          | ann |           | ben, cid        |
| rita       |          |     | ann       | ben, cid        |
| rita       |          |     | ben       | ann             |
| rita       |          |     | cid       | ann, ben        |
| ann        | ben      | sid |           | nobody          |
`,
  (row) => {
    const approvers = ['ann', 'ben'].map((who) => ({ email: email(who), seat: email(who), via: 'user' }));
    const candidates = [...approvers, { email: email('cid'), seat: email('ben'), via: 'in place of ben' }];
    const stage = { require: 1, allowRepeatApprovers: false };
    const seated = seatApprovers(
      { approvers: candidates, fallbacks: [] },
      stage,
      interestedOf(request(row), false),
      [],
    );
    return seated.map((each) => name(each.email)).join(', ') || 'nobody';
  },
);

table(
  'a decision by ann, who was asked before the request was edited',
  `
| created by | Reporter | edited by | self-approval | ann          |
| rita       |          |           | no            | counts       |
| ann        | rita     |           | no            | does not     |
| rita       | ann      |           | no            | does not     |
| rita       |          | ann       | no            | does not     |
| rita       |          | ann       | yes           | counts       |
`,
  (row) => {
    const ann = { email: email('ann'), seat: email('ann'), via: 'user' };
    const open: OpenStage = {
      index: 0,
      name: 'Stage 1',
      approvers: [ann],
      require: 1,
      denials: 1,
      openedAt: '2026-06-01T00:00:00Z',
      escalated: false,
    };
    const interested = interestedOf(request(row), row['self-approval'] === 'yes');
    return judgeDecision(open, [], ann, 'approve', interested).outcome === 'counts' ? 'counts' : 'does not';
  },
);

table(
  'break glass of Okta Admin (for oneself) and of Okta Viewer (the rule allows it on behalf), by dave on call',
  `
| level       | created by | Reporter | for  | edited by | break glass |
| Okta Admin  | dave       |          |      |           | given       |
| Okta Admin  | dave       |          | eve  |           | break_glass_for_others |
| Okta Admin  | dave       | eve      | dave |           | break_glass_for_others |
| Okta Admin  | eve        | dave     | eve  |           | break_glass_for_others |
| Okta Admin  | eve        |          |      |           | break_glass_forbidden |
| Okta Admin  | dave       |          |      | eve       | break_glass_for_others |
| Okta Admin  | dave       |          |      | dave      | given       |
| Okta Viewer | dave       | eve      |      |           | given       |
| Okta Viewer | eve        | dave     | eve  |           | break_glass_forbidden |
| Okta Viewer | dave       |          |      | eve       | break_glass_for_others |
`,
  (row) => {
    const ask = { ...request(row, { level: row.level, why: 'outage' }), breakGlass: true };
    const result = planRequest(planInput({ policy: RULES, ask }));
    return result.outcome === 'declined' ? result.reason.code : 'given';
  },
);

table(
  'a removal of Okta Admin',
  `
| created by | Reporter | for  | edited by | it                |
| rita       |          |      |           | is done at once   |
| rita       | sid      | rita |           | asks the owner    |
| eve        | admin    | rita |           | asks the owner    |
| rita       |          |      | eve       | asks the owner    |
| admin      |          | rita |           | is done at once   |
| admin      |          | rita | eve       | asks the owner    |
| owner      |          | rita |           | is done at once   |
| owner      |          | rita | eve       | asks the owner    |
`,
  (row) => {
    const ask = request(row, { kind: 'removal' });
    const requesterIsAdmin = ask.requester.email === email('admin');
    const result = planRequest(planInput({ policy: RULES, ask, held: levels('okta Admin'), requesterIsAdmin }));
    if (result.outcome === 'declined') return result.reason.code;
    return result.plan.stages.length === 0 ? 'is done at once' : 'asks the owner';
  },
);

table(
  'a move, when the question stood on the issue at 10:00:00.000 by Jira’s clock',
  `
| moved at     | it       |
| 09:59:59.999 | does not count |
| 10:00:00.000 | does not count |
| 10:00:00.001 | counts   |
`,
  (row) =>
    isAfterQuestion({ at: `2026-06-01T${row['moved at']}Z` }, '2026-06-01T10:00:00.000Z') ? 'counts' : 'does not count',
);

table(
  'addresses beside kate@acme.test; K is the Kelvin sign, ſ the long s',
  `
| address        | it is      |
| Kate@ACME.test | kate       |
| Kate@acme.test | nobody     |
| kate@acme.teſt | nobody     |
| kåte@acme.test | nobody     |
| cate@acme.test | another    |
`,
  (row) => {
    const address = (row.address ?? '').replace('K', row.address === 'Kate@ACME.test' ? 'K' : '\u212A');
    if (!isPlainAddress(address)) return samePerson(address, 'kate@acme.test') ? 'kate' : 'nobody';
    return samePerson(address, 'kate@acme.test') ? 'kate' : 'another';
  },
);

table(
  'the actor in the trail',
  `
| e-mail by Jira | account | display name    | actor          |
| a@acme.test    | 5b1     | Ann             | a@acme.test    |
|                | 5b1     | admin@acme.test | jira:5b1       |
|                |         | admin@acme.test | jira           |
`,
  (row) => {
    const actor: Actor = { displayName: row['display name'], email: row['e-mail by Jira'], accountId: row.account };
    return trailNameOf(actor);
  },
);
