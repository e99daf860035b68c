/**
 * For any events in any order: nobody gets access unless every stage is satisfied by enough different, planned people
 * who are neither requester nor subject. Enough denials end the request.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requiredApprovals } from '../../domain/approval/approvals.ts';
import type { ApproverRef, Stage } from '../../domain/policy.ts';
import {
  type Company,
  type Entry,
  type Event,
  type Outcome,
  peopleBehind,
  run,
  type Situation,
} from './approval-driver.ts';

const PEOPLE = ['ann', 'ben', 'cid', 'dan', 'eve', 'fay'].map((name) => `${name}@x.test`);
const HOUR = 3_600_000;
const START = Date.parse('2026-06-01T00:00:00Z');

const person = fc.constantFrom(...PEOPLE);
const ref: fc.Arbitrary<ApproverRef> = fc.oneof(
  { weight: 4, arbitrary: person.map((user) => ({ user })) },
  { weight: 2, arbitrary: fc.constantFrom({ group: 'okta:one' }, { group: 'okta:two' }) },
  fc.constant<ApproverRef>({ manager: true }),
  fc.constant<ApproverRef>({ owner: true }),
);
const hours = (least: number, most: number) => fc.integer({ min: least, max: most }).map((n) => n * HOUR);
const stage: fc.Arbitrary<Stage> = fc.record({
  approvers: fc.array(ref, { minLength: 1, maxLength: 4 }),
  require: fc.oneof(fc.constantFrom<(number | 'all')[]>(1, 1, 2, 2, 3, 'all')),
  denials: fc.constantFrom(1, 1, 2, 3),
  fallback: fc.array(ref, { maxLength: 2 }),
  escalateTo: fc.array(ref, { maxLength: 2 }),
  allowRepeatApprovers: fc.constantFrom(false, false, false, true),
  reassignTo: fc.option(fc.array(ref, { maxLength: 2 }), { nil: undefined }),
  remindAfterMs: fc.option(hours(1, 10), { nil: undefined }),
  escalateAfterMs: fc.option(hours(1, 20), { nil: undefined }),
  declineAfterMs: fc.option(hours(5, 40), { nil: undefined }),
});
const company: fc.Arbitrary<Company> = fc.record({
  groups: fc.record({
    'okta:one': fc.uniqueArray(person, { maxLength: 4 }),
    'okta:two': fc.uniqueArray(person, { maxLength: 3 }),
  }),
  manager: fc.option(person, { nil: undefined }),
  owner: fc.option(person, { nil: undefined }),
  admins: fc.array(
    person.map((user) => ({ user })),
    { maxLength: 2 },
  ),
  delegates: fc.array(
    fc
      .record({
        from: person,
        to: person,
        start: fc.integer({ min: -10, max: 10 }),
        hours: fc.integer({ min: 5, max: 60 }),
      })
      .map(({ from, to, start, hours: length }) => ({
        from,
        to,
        start: new Date(START + start * HOUR).toISOString(),
        end: new Date(START + (start + length) * HOUR).toISOString(),
      })),
    { minLength: 1, maxLength: 5 },
  ),
  withoutAccount: fc.uniqueArray(person, { maxLength: 2 }).map((each) => new Set(each)),
});
const situation: fc.Arbitrary<Situation> = fc
  .record({
    company,
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
    requester: person,
    subject: fc.option(person, { nil: undefined }),
    selfApproval: fc.constantFrom(false, false, false, true),
  })
  .map(({ requester, subject = requester, selfApproval, ...rest }) => {
    const known = (email: string) => ({ email, accountId: `account of ${email}` });
    return { ...rest, interested: { requester: known(requester), subject: known(subject), selfApproval } };
  });
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      who: person,
      decision: fc.oneof(
        { weight: 9, arbitrary: fc.constant('approve' as const) },
        { weight: 1, arbitrary: fc.constant('deny' as const) },
      ),
      by: fc.constantFrom<('api' | 'jira' | 'jira, e-mail hidden')[]>('api', 'jira', 'jira, e-mail hidden'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reassign' as const), who: person, to: person }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'deadline' }) },
  { weight: 1, arbitrary: hours(0, 6).map((ms): Event => ({ kind: 'wait', ms })) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'edit' }) },
);
/** Events, some of which come twice at once, and some again later. */
const events = fc
  .array(fc.tuple(event, fc.constantFrom(1, 1, 1, 2, 3)), { minLength: 4, maxLength: 40 })
  .map((list) => list.flatMap(([each, times]) => Array.from({ length: times }, () => each)));

type Vote = Entry & { kind: 'vote' };

/** The events since the request was last edited. Earlier ones were about another version. */
function lastRound({ record }: Outcome): readonly Entry[] {
  return record.slice(record.findLastIndex((entry) => entry.kind === 'edited') + 1);
}

const votesOf = (record: readonly Entry[], at: number): readonly Vote[] =>
  record.filter((entry): entry is Vote => entry.kind === 'vote' && entry.stage === at);

/** The last vote of each seat. */
function standing(votes: readonly Vote[]): readonly Vote[] {
  return [...new Map(votes.map((vote) => [vote.seat, vote])).values()];
}

/** Everyone that a stage could ever ask by its definition, with delegates and people who take over a turn. */
function planned(at: Situation, stageAt: Stage, record: readonly Entry[], index: number): ReadonlySet<string> {
  const { company: here } = at;
  const refs = [
    ...stageAt.approvers,
    ...stageAt.fallback,
    ...stageAt.escalateTo,
    { owner: true } as const,
    ...here.admins,
  ];
  const named = refs.flatMap((each) => peopleBehind(each, here));
  const delegates = here.delegates.filter(({ from }) => named.includes(from)).map(({ to }) => to);
  const taken = record.flatMap((entry) => (entry.kind === 'handed over' && entry.stage === index ? [entry.to] : []));
  return new Set([...named, ...delegates, ...taken]);
}

function checkApproved(at: Situation, outcome: Outcome): void {
  const record = lastRound(outcome);
  const { requester, subject, selfApproval } = at.interested;
  const earlier = new Set<string>();
  at.stages.forEach((each, index) => {
    const approvals = standing(votesOf(record, index)).filter((vote) => vote.decision === 'approve');
    const people = new Set(approvals.map((vote) => vote.who));
    // Enough, and all different.
    const opened = record.find((entry) => entry.kind === 'opened' && entry.stage === index);
    const seats = opened?.kind === 'opened' ? new Set(opened.open.approvers.map((approver) => approver.seat)).size : 0;
    expect(people.size, 'one person, one vote').toBe(approvals.length);
    expect(people.size, 'enough people').toBeGreaterThanOrEqual(
      each.require === 'all' ? Math.max(1, seats) : requiredApprovals(each, []),
    );
    // Planned, and not about themselves.
    const may = planned(at, each, record, index);
    for (const { who, seat } of approvals) {
      expect([...may], 'planned').toContain(who);
      if (selfApproval) continue;
      for (const own of [requester.email, subject.email]) expect([who, seat], 'not their own').not.toContain(own);
    }
    // Nobody twice, also not through a delegate.
    if (!each.allowRepeatApprovers)
      for (const { who, seat } of approvals)
        for (const one of [who, seat]) expect([...earlier], 'once').not.toContain(one);
    for (const { who, seat } of approvals) earlier.add(who).add(seat);
  });
}

/** Reads the record: a stage with enough denials must have ended the request at once. */
function checkDenials(at: Situation, outcome: Outcome): void {
  const record = lastRound(outcome);
  record.forEach((entry, index) => {
    if (entry.kind !== 'vote') return;
    const said = standing(votesOf(record.slice(0, index + 1), entry.stage));
    const denials = said.filter((vote) => vote.decision === 'deny').length;
    const needed = at.stages[entry.stage]?.denials ?? 1;
    const before = record.slice(0, index);
    const opened = before.findLast((each) => each.kind === 'opened');
    const escalated = before.some((each) => each.kind === 'escalated' && each.stage === entry.stage);
    const seats = opened?.kind === 'opened' ? new Set(opened.open.approvers.map((each) => each.seat)).size : 0;
    const everybody = !escalated && denials === seats;
    if (denials < needed && !everybody) return;
    expect(outcome.state).toBe('denied');
    expect(index, 'nothing counts after that').toBe(record.length - 1);
  });
}

function checkTime(at: Situation, outcome: Outcome): void {
  for (const entry of outcome.record) {
    if (entry.kind !== 'vote') continue;
    const opened = outcome.record
      .slice(0, outcome.record.indexOf(entry))
      .findLast((each) => each.kind === 'opened' && each.stage === entry.stage);
    const limit = at.stages[entry.stage]?.declineAfterMs;
    if (opened !== undefined && limit !== undefined) expect(entry.at - opened.at).toBeLessThan(limit);
  }
}

/** Fallbacks decide only if the stage itself had too few people to ask. */
function checkFallbacks(at: Situation, outcome: Outcome): void {
  const record = lastRound(outcome);
  const { requester, subject, selfApproval } = at.interested;
  const approvedBy = new Set<string>();
  at.stages.forEach((each, index) => {
    const opened = record.find((entry) => entry.kind === 'opened' && entry.stage === index);
    if (opened?.kind !== 'opened') return;
    const own = new Set(each.approvers.flatMap((one) => peopleBehind(one, at.company)));
    const left = [...own].filter(
      (email) =>
        (selfApproval || (email !== requester.email && email !== subject.email)) &&
        (each.allowRepeatApprovers || !approvedBy.has(email)),
    );
    if (left.length >= (each.require === 'all' ? 1 : requiredApprovals(each, [])))
      for (const approver of opened.open.approvers) expect([...own], 'no fallback').toContain(approver.seat);
    for (const vote of votesOf(record, index)) if (vote.decision === 'approve') approvedBy.add(vote.who).add(vote.seat);
  });
}

const RUNS = { numRuns: 1_500 };

describe('whatever happens, in whatever order', () => {
  test('approved means that every stage was satisfied by different, planned people, and none about themselves', () => {
    let approved = 0;
    let several = 0;
    fc.assert(
      fc.property(situation, events, (at, list) => {
        const outcome = run(at, list);
        if (outcome.state !== 'approved') return;
        approved += 1;
        if (at.stages.length > 1) several += 1;
        checkApproved(at, outcome);
      }),
      { numRuns: 4 * RUNS.numRuns },
    );
    // The property is meaningful only if requests were approved, and over several stages.
    expect(approved).toBeGreaterThan(RUNS.numRuns / 20);
    expect(several).toBeGreaterThan(RUNS.numRuns / 100);
  });

  test('enough denials always end it', () => {
    let denied = 0;
    fc.assert(
      fc.property(situation, events, (at, list) => {
        const outcome = run(at, list);
        if (outcome.state === 'denied') denied += 1;
        checkDenials(at, outcome);
      }),
      RUNS,
    );
    expect(denied).toBeGreaterThan(RUNS.numRuns / 40);
  });

  test('nothing counts after the time for a stage is over, and fallbacks only where they are needed', () => {
    fc.assert(
      fc.property(situation, events, (at, list) => {
        const outcome = run(at, list);
        checkTime(at, outcome);
        checkFallbacks(at, outcome);
      }),
      RUNS,
    );
  });

  test('a request whose approvers all agree is approved: no plan waits for more people than it asks', () => {
    fc.assert(
      fc.property(situation, (at) => {
        const list: Event[] = [];
        for (let round = 0; round <= at.stages.length; round += 1) {
          const opened = run(at, list).record.findLast((entry) => entry.kind === 'opened');
          if (opened?.kind !== 'opened') break;
          for (const { email } of opened.open.approvers)
            list.push({ kind: 'decide', who: email, decision: 'approve', by: 'api' });
        }
        expect(['approved', 'nobody to ask']).toContain(run(at, list).state);
      }),
      RUNS,
    );
  });

  test('a repeated event changes nothing: once or three times comes to the same', () => {
    const decisions = fc.array(
      event.filter((each) => each.kind === 'decide'),
      { minLength: 1, maxLength: 15 },
    );
    fc.assert(
      fc.property(situation, decisions, (at, list) => {
        const once = run(at, list);
        const thrice = run(
          at,
          list.flatMap((each) => [each, each, each]),
        );
        // A stage may open between two clicks; the second is then its first.
        fc.pre(at.stages.length === 1);
        expect(thrice).toEqual(once);
      }),
      RUNS,
    );
  });
});
