/** Chapter 5: the result of votes, the people who may cast them, and delegation of a turn. */
import { type Approver, judgeDecision, type OpenStage, tally } from '../../domain/approval/approvals.ts';
import { judgeReassignment } from '../../domain/approval/reassignment.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import { email, name, type Row, table, words, yaml } from './book.ts';

/** `ann`, or `dave for carol`. */
function approver(word: string): Approver {
  const [who = '', seat = who] = word.split(' for ');
  return { email: email(who), seat: email(seat), via: 'user' };
}

function stageOf(row: Row): OpenStage {
  const { require = 1, denials = 1 } = yaml(row.needs) as { require?: number; denials?: number };
  return {
    index: 1,
    name: 'Stage 2',
    approvers: words(row.asked).map(approver),
    require,
    denials,
    openedAt: '2026-06-01T00:00:00Z',
    escalated: false,
  };
}

const NOBODY = { requester: { email: email('rita') }, subject: { email: email('rita') }, selfApproval: false };

/** Casts `ann yes, ben no` in order, as far as each counts. */
function cast(open: OpenStage, votes: readonly string[]): Decision[] {
  const decisions: Decision[] = [];
  for (const vote of votes) {
    const [who = '', what = ''] = vote.split(' ');
    const decision = what === 'yes' ? 'approve' : 'deny';
    const judged = judgeDecision(open, decisions, { email: email(who) }, decision, NOBODY);
    if (judged.outcome !== 'counts') continue;
    decisions.push({
      stage: open.index,
      decision,
      by: judged.approver.email,
      at: '2026-06-01T00:00:00Z',
      channel: 'jira',
      ...(judged.approver.seat === judged.approver.email ? {} : { inPlaceOf: judged.approver.seat }),
    });
  }
  return decisions;
}

table(
  'what the votes come to',
  `
| asked                  | needs                  | they say                   | the stage is |
| ann                    |                        |                            | open         |
| ann                    |                        | ann yes                    | approved     |
| ann                    |                        | ann no                     | denied       |
| ann, ben, cid          | require: 2             | ann yes                    | open         |
| ann, ben, cid          | require: 2             | ann yes, ann yes           | open         |
| ann, ben, cid          | require: 2             | ann yes, cid yes           | approved     |
| ann, ben, cid          | require: 3             | ann yes, cid yes           | open         |
| ann, ben, cid          | require: 2             | ann yes, ben no            | denied       |
| ann, ben, cid          | require: 2, denials: 2 | ann yes, ben no            | open         |
| ann, ben, cid          | require: 2, denials: 2 | ann yes, ben no, cid yes   | approved     |
| ann, ben, cid          | require: 2, denials: 2 | ann no, ben no             | denied       |
| ann, ben, cid          | require: 3, denials: 2 | ann no, ann yes, ben yes, cid yes | approved |
| ann, ben               | require: 2, denials: 2 | ann yes, ann no, ben yes   | open         |
| ann                    | denials: 2             | ann no                     | denied       |
| ann, ben               | denials: 3             | ann no                     | open         |
| ann, ben               | denials: 3             | ann no, ben no             | denied       |
| ann, ben               | require: 2             | ann yes, mallory yes       | open         |
| carol, dave for carol  |                        | dave yes                   | approved     |
| carol, dave for carol, ben | require: 2         | dave yes, carol yes        | open         |
| carol, dave for carol, ben | require: 2         | dave yes, ben yes          | approved     |
| carol, dave for carol  | require: 1             | dave no                    | denied       |
| carol, dave for carol, ben | require: 2, denials: 2 | dave no, carol yes, ben yes | approved |
`,
  (row) => {
    const open = stageOf(row);
    return tally(open, cast(open, words(row['they say']))).verdict;
  },
);

table(
  'whose vote counts',
  `
| asked                 | requested by | for   | with       | who says so | it                                                                                    |
| ann                   | rita         |       |            | ann         | counts                                                                                |
| ann                   | rita         |       |            | ANN         | counts                                                                                |
| ann                   | rita         |       |            | mallory     | mallory@acme.test is not an approver of the open stage; the approvers are: ann@acme.test. |
| ann, rita             | rita         |       |            | rita        | Nobody decides on a request that they raised or edited, or that was raised for them; another approver must decide. |
| ann, sid              | rita         | sid   |            | sid         | Nobody decides on a request that they raised or edited, or that was raised for them; another approver must decide. |
| ann, rita             | rita         | sid   |            | rita        | Nobody decides on a request that they raised or edited, or that was raised for them; another approver must decide. |
| ann, rita             | rita         |       | self: true | rita        | counts                                                                                |
| ann, sid              | rita         | sid   | self: true | sid         | counts                                                                                |
| ann                   | rita         |       | self: true | rita        | rita@acme.test is not an approver of the open stage; the approvers are: ann@acme.test. |
| carol, dave for carol | rita         |       |            | dave        | counts for carol                                                                      |
`,
  (row) => {
    const { self = false } = yaml(row.with) as { self?: boolean };
    const interested = {
      requester: { email: email(row['requested by'] ?? '') },
      subject: { email: email(row.for || (row['requested by'] ?? '')) },
      selfApproval: self,
    };
    const actor = { email: email(row['who says so'] ?? '') };
    const judged = judgeDecision(stageOf(row), [], actor, 'approve', interested);
    if (judged.outcome === 'refused') return judged.reason.sentence;
    const { email: by, seat } = judged.approver;
    return by === seat ? judged.outcome : `${judged.outcome} for ${name(seat)}`;
  },
);

table(
  'handing one’s turn to somebody else',
  `
| asked                 | list                        | before         | who hands it | to       | it                                                                                     |
| ann, ben              |                             |                | ann          | cid      | is allowed                                                                             |
| ann, ben              |                             |                | mallory      | cid      | mallory@acme.test is not an approver of the open stage; the approvers are: ann@acme.test, ben@acme.test. |
| ann, ben              |                             |                | ann          | ben      | ben@acme.test is asked by this stage already, and has one vote; choose someone else.  |
| ann, ben              |                             |                | ann          | ann      | ann@acme.test is asked by this stage already, and has one vote; choose someone else.  |
| dave for carol        |                             |                | dave         | carol    | carol@acme.test is asked by this stage already, and has one vote; choose someone else. |
| ann, ben              |                             |                | ann          | rita     | Nobody decides on a request that they raised or edited, or that was raised for them; another approver must decide. |
| ann, ben              |                             | ann            | ann          | cid      | ann@acme.test has decided on this stage already; there is no turn left to hand over.   |
| ann, ben              |                             | cid            | ann          | cid      | cid@acme.test has decided on this request already, and nobody counts twice; choose someone else. |
| ann, ben              |                             | cid in stage 1 | ann          | cid      | cid@acme.test has decided on this request already, and nobody counts twice; choose someone else. |
| ann, ben              | again                       | cid in stage 1 | ann          | cid      | is allowed                                                                             |
| ann, ben              | again                       | cid            | ann          | cid      | cid@acme.test has decided on this request already, and nobody counts twice; choose someone else. |
| ann, ben              | cid, eve                    |                | ann          | cid      | is allowed                                                                             |
| ann, ben              | eve                         |                | ann          | cid      | The rule does not let this decision be handed to cid@acme.test.                        |
| ann, ben              | the owner                   |                | ann          | owner    | is allowed                                                                             |
| ann, ben              | nobody                      |                | ann          | cid      | The rule does not let this decision be handed to cid@acme.test.                        |
| ann, ben              | eve, group:security         |                | ann          | cid      | depends on group okta:security                                                         |
`,
  (row) => {
    const open = stageOf(row);
    const list = words(row.list);
    const before = words(row.before).map((word): Decision => {
      const [who = '', earlier] = word.split(' in ');
      const stage = earlier === undefined ? open.index : 0;
      return { stage, decision: 'approve', by: email(who), at: '2026-06-01T00:00:00Z', channel: 'api' };
    });
    const again = list.includes('again');
    const stage = {
      allowRepeatApprovers: again,
      reassignTo:
        list.length === 0 || again
          ? undefined
          : list
              .filter((word) => word !== 'nobody')
              .map((word) => {
                if (word === 'the owner') return { owner: true as const };
                return word.startsWith('group:') ? { group: word.replace('group:', 'okta:') } : { user: email(word) };
              }),
    };
    const context = { open, stage, decisions: before, interested: NOBODY, owners: [email('owner')] };
    const judged = judgeReassignment(context, { email: email(row['who hands it'] ?? '') }, email(row.to ?? ''));
    if (judged.outcome === 'refused') return judged.reason.sentence;
    if (judged.outcome === 'allowed') return 'is allowed';
    return `depends on ${judged.refs.map((ref) => ('group' in ref ? `group ${ref.group}` : 'the manager')).join(', ')}`;
  },
);
