/** Chapter 11: approvers when their votes are counted, and stages that want one vote from each of several groups. */
import { type Approver, type OpenStage, requiredApprovals, tally } from '../../domain/approval/approvals.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import { email, type Row, table, words } from './book.ts';

const STAGE = { index: 0, name: 'Stage 1', denials: 1, openedAt: '2026-06-01T00:00:00Z', escalated: false };

/** `ann yes, ben no`; `dave yes for carol`. */
function votes(cell: string | undefined): Decision[] {
  return words(cell).map((each): Decision => {
    const [who = '', what = '', , seat] = each.split(' ');
    const decision = what === 'yes' ? 'approve' : 'deny';
    const vote: Decision = { stage: 0, decision, by: email(who), at: STAGE.openedAt, channel: 'jira' };
    return seat === undefined ? vote : { ...vote, inPlaceOf: email(seat) };
  });
}

function people(cell: string | undefined): Approver[] {
  return words(cell).map((who) => ({ email: email(who), seat: email(who), via: 'user' }));
}

table(
  'what votes come to when it is looked up who may cast them',
  `
| asked         | needed | they said            | approvers when counted | none any more | the stage is |
| ann           | 1      | ann yes              | ann                    |               | approved     |
| ann           | 1      | ann yes              |                        | ann           | open         |
| ann           | 1      | ann no               |                        | ann           | open         |
| ann           | 1      | ann no               | ann                    |               | denied       |
| ann, ben      | 1      | ann yes              | ben                    | ann           | open         |
| ann, ben      | 1      | ann yes, ben yes     | ben                    | ann           | approved     |
| ann, ben, cid | 2      | ann yes, ben yes     | ann, ben               |               | approved     |
| ann, ben, cid | 2      | ann yes, ben yes     | ben                    | ann           | open         |
| ann, ben, cid | 2      | ann yes, ben yes, cid yes | ben, cid          | ann           | approved     |
| ann, ben      | 1      | ann no, ben yes      | ben                    | ann           | approved     |
| carol, dave   | 1      | dave yes for carol   | carol, dave            |               | approved     |
| carol, dave   | 1      | dave yes for carol   | carol                  | dave          | open         |
`,
  (row: Row) => {
    const open: OpenStage = {
      ...STAGE,
      approvers: people(row.asked),
      require: Number(row.needed),
      looked: {
        approvers: people(row['approvers when counted']).map((each) => each.email),
        lost: people(row['none any more']).map((each) => each.email),
      },
    };
    return tally(open, votes(row['they said'])).verdict;
  },
);

/** `ann in security`, `cid in security and owner`. */
function members(cell: string | undefined, entries: readonly string[]): Approver[] {
  return words(cell).map((each) => {
    const [who = '', , ...named] = each.split(' ');
    const seat = email(who);
    return {
      email: seat,
      seat,
      via: 'user',
      entries: entries.flatMap((entry, at) => (named.includes(entry) ? [at] : [])),
    };
  });
}

table(
  'one vote from each (require: { each: 1 })',
  `
| entries         | people                                              | they said                 | the stage is |
| security, owner | ann in security, ben in security, own in owner      | ann yes                   | open         |
| security, owner | ann in security, ben in security, own in owner      | ann yes, ben yes          | open         |
| security, owner | ann in security, ben in security, own in owner      | own yes                   | open         |
| security, owner | ann in security, ben in security, own in owner      | ann yes, own yes          | approved     |
| security, owner | ann in security, ben in security, own in owner      | ann yes, own no           | denied       |
| security, owner | ann in security, own in security and owner          | own yes                   | open         |
| security, owner | ann in security, own in security and owner          | own yes, ann yes          | approved     |
| security, owner, risk | ann in security and owner, ben in security, cid in owner and risk | ann yes, ben yes, cid yes | approved |
| security, owner, risk | ann in security and owner, ben in security and owner, cid in owner | ann yes, ben yes, cid yes | open |
`,
  (row: Row) => {
    const entries = words(row.entries);
    const approvers = members(row.people, entries);
    const stage = { require: { each: 1 }, approvers: entries.map((entry) => ({ group: `okta:${entry}` })) };
    const require = requiredApprovals(stage, approvers);
    const looked = { approvers: approvers.map((each) => each.email), lost: [] };
    const open: OpenStage = { ...STAGE, approvers, require, each: { count: 1, entries }, looked };
    return tally(open, votes(row['they said'])).verdict;
  },
);
