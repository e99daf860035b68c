import { describe, expect, test } from 'vitest';
import { INTERESTED, openStage, approver as someone, vote } from '../../test/support/stage.ts';
import type { Stage } from '../policy.ts';
import { type Approver, canPass, type OpenStage, requiredApprovals, seatApprovers, tally } from './approvals.ts';
import { served, shortEntries, unserved } from './one-from-each.ts';

const two = { count: 1, entries: ['group okta:Security', 'owner'] };

describe('approvals from each entry', () => {
  test.each<[string, number[][], number]>([
    ['nobody serves none', [], 0],
    ['one person serves one entry, even if both name them', [[0, 1]], 1],
    ['two people of one entry serve it once', [[0], [0]], 1],
    ['a person in both makes room for one who is in one', [[0, 1], [0]], 2],
    ['also if they came later', [[0], [0, 1]], 2],
    ['a person whom no entry names serves none', [[], [1]], 1],
  ])('%s', (_what, voters, count) => {
    expect(served(two, voters)).toBe(count);
  });
  test('several from each: nobody serves twice', () => {
    const four = { ...two, count: 2 };
    expect(served(four, [[0], [0], [0], [1]])).toBe(3);
    expect(served(four, [[0], [0, 1], [0, 1], [1]])).toBe(4);
    expect(unserved(four, [[0], [0], [1]])).toEqual(['owner']);
  });
  test('those that are missing are named', () => {
    expect(unserved(two, [[0, 1]])).toHaveLength(1);
    expect(unserved(two, [[0]])).toEqual(['owner']);
    expect(unserved(two, [[0], [1]])).toEqual([]);
  });
  test('entries that too few people may serve are short; all of them where each has its own and one person is both', () => {
    expect(shortEntries(two, [[0]])).toEqual([1]);
    expect(shortEntries(two, [[0, 1]])).toEqual([0, 1]);
  });
});

const approver = (email: string, entries: readonly number[]) => someone(email, email, { entries });
const stage: Pick<Stage, 'approvers' | 'require' | 'allowRepeatApprovers'> = {
  approvers: [{ group: 'okta:Security' }, { owner: true }],
  require: { each: 1 },
  allowRepeatApprovers: false,
};
const open = (approvers: readonly Approver[]): OpenStage =>
  openStage({ approvers, require: requiredApprovals(stage, approvers), each: two });

describe('a stage that wants one from each', () => {
  const sam = approver('sam@x.test', [0]);
  const sue = approver('sue@x.test', [0]);
  const own = approver('own@x.test', [1]);

  test('passes with one of the group and the owner, not with two of the group', () => {
    const all = open([sam, sue, own]);
    expect(tally(all, [vote('sam@x.test'), vote('sue@x.test')])).toMatchObject({
      verdict: 'open',
      approvals: 1,
      missing: ['owner'],
    });
    expect(tally(all, [vote('sam@x.test'), vote('own@x.test')])).toMatchObject({ verdict: 'approved', missing: [] });
  });
  test('counts a person in both once, and as the one that is needed', () => {
    const both = approver('both@x.test', [0, 1]);
    expect(tally(open([both, sam]), [vote('both@x.test')]).verdict).toBe('open');
    expect(tally(open([both, sam]), [vote('both@x.test'), vote('sam@x.test')]).verdict).toBe('approved');
  });
  test('counts the entries that name a person now, not those that did', () => {
    const both = approver('both@x.test', [0, 1]);
    const looked = { approvers: ['both@x.test', 'sam@x.test'], entries: [[0], [0]], lost: [] };
    expect(tally({ ...open([both, sam]), looked }, [vote('both@x.test'), vote('sam@x.test')])).toMatchObject({
      verdict: 'open',
      missing: ['owner'],
    });
  });
  test('merges the entries of a person whom several name', () => {
    const found = [approver('both@x.test', [0]), approver('both@x.test', [1]), sam];
    expect(seatApprovers({ approvers: found, fallbacks: [] }, stage, INTERESTED, [])).toMatchObject([
      { email: 'both@x.test', entries: [0, 1] },
      { email: 'sam@x.test' },
    ]);
  });
  test('asks fallbacks in the place of the entry that nobody can serve: the requester is the owner', () => {
    const requester = approver('req@x.test', [1]);
    const ada: Approver = { email: 'ada@x.test', seat: 'ada@x.test', via: 'fallback: user' };
    const seated = seatApprovers({ approvers: [sam, requester], fallbacks: [[], [ada]] }, stage, INTERESTED, []);
    expect(seated).toMatchObject([
      { email: 'sam@x.test', entries: [0] },
      { email: 'ada@x.test', entries: [1] },
    ]);
    expect(seatApprovers({ approvers: [sam, requester], fallbacks: [] }, stage, INTERESTED, [])).toEqual([]);
  });
  test('one person in both entries alone is too few', () => {
    const both = approver('both@x.test', [0, 1]);
    expect(seatApprovers({ approvers: [both], fallbacks: [] }, stage, INTERESTED, [])).toEqual([]);
    expect(canPass(open([both]))).toBe(false);
    expect(canPass(open([both, sam]))).toBe(true);
    expect(canPass(open([sam, sue]))).toBe(false);
    const four = { each: { ...two, count: 2 }, require: 4 };
    const third = approver('third@x.test', [0]);
    expect(canPass({ ...open([sam, sue, third, own]), ...four })).toBe(false);
    expect(canPass({ ...open([sam, sue, approver('one@x.test', [1]), own]), ...four })).toBe(true);
  });
});
