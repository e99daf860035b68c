import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, declinedFor, planned, policy } from '../../test/support/policy.ts';
import { isInterested } from '../approval/approvals.ts';
import { type Ask, concerned, interestedOf, isEditedByOthers, isOwn } from './ask.ts';

const ALICE = { email: 'alice@acme.test', accountId: 'a' };
const BOB = { email: 'bob@acme.test', accountId: 'b' };
const EVE = { email: 'eve@acme.test', accountId: 'e' };

/** Requests by alice that are not entirely her own. */
const NOT_OWN: readonly (readonly [string, Partial<Ask>])[] = [
  ['another Reporter', { reporter: BOB }],
  ['another person', { subject: BOB }],
  ['an edit by someone else', { editors: [EVE] }],
  ['an edit by an account with a hidden e-mail', { editors: [ALICE, { accountId: 'e' }] }],
];

const of = (changes: Partial<Ask>): Ask => ask({ requester: ALICE, subject: ALICE, ...changes });

describe('a request', () => {
  test('is one’s own when one person asks, reports, gets and edits', () => {
    expect(isOwn(of({}))).toBe(true);
    expect(isOwn(of({ reporter: { email: 'Alice@acme.test', accountId: 'other' }, editors: [ALICE] }))).toBe(true);
    expect(isOwn(of({ editors: [{ accountId: 'a' }, { email: 'alice@acme.test' }] }))).toBe(true);
  });

  test.each(NOT_OWN)('is not one’s own with %s', (_what, changes) => {
    expect(isOwn(of(changes))).toBe(false);
  });

  test('tells requester, Reporter and subject, each once', () => {
    expect(concerned(of({ reporter: BOB, subject: BOB }))).toEqual([ALICE, BOB]);
    expect(concerned(of({ reporter: BOB, subject: EVE }))).toEqual([ALICE, BOB, EVE]);
    expect(concerned(of({}))).toEqual([ALICE]);
  });

  test('keeps its Reporter and its editors from deciding, by account or by e-mail', () => {
    const interested = interestedOf(of({ reporter: BOB, editors: [{ accountId: 'e' }] }), false);
    for (const actor of [ALICE, BOB, { email: 'BOB@acme.test' }, { accountId: 'b' }, { accountId: 'e' }])
      expect(isInterested(actor, interested), JSON.stringify(actor)).toBe(true);
    for (const actor of [{ email: 'eve@acme.test' }, { accountId: 'x' }, { email: '' }, {}])
      expect(isInterested(actor, interested), JSON.stringify(actor)).toBe(false);
    expect(interestedOf(of({}), true)).toEqual({ requester: ALICE, subject: ALICE, others: [], selfApproval: true });
  });

  test('was edited by others only if an author is not the requester', () => {
    expect(isEditedByOthers(of({}))).toBe(false);
    expect(isEditedByOthers(of({ editors: [ALICE] }))).toBe(false);
    expect(isEditedByOthers(of({ editors: [ALICE, EVE] }))).toBe(true);
  });
});

describe('break glass', () => {
  const glass = (more: object = {}) =>
    policy({ rules: [rule({ breakGlass: { who: [{ user: ALICE.email }], max: '1h', reviewWithin: '1d', ...more } })] });
  const breaking = (changes: Partial<Ask>) => of({ breakGlass: true, justification: 'outage', ...changes });

  test('is for one’s own', () => {
    expect(planned({ ask: breaking({}), policy: glass() }).breakGlass).toBeDefined();
  });

  test.each(NOT_OWN)('is refused with %s', (_what, changes) => {
    expect(declinedFor({ ask: breaking(changes), policy: glass() })).toBe('break_glass_for_others');
  });

  test('is for others where the rule says so, but for nothing that others edited', () => {
    const onBehalf = glass({ onBehalf: true });
    expect(planned({ ask: breaking({ reporter: BOB, subject: BOB }), policy: onBehalf }).breakGlass).toBeDefined();
    expect(declinedFor({ ask: breaking({ editors: [EVE] }), policy: onBehalf })).toBe('break_glass_for_others');
    expect(declinedFor({ ask: breaking({ requester: BOB, reporter: ALICE }), policy: onBehalf })).toBe(
      'break_glass_forbidden',
    );
  });
});

describe('a removal', () => {
  const held = [{ application: 'okta', accessLevel: 'Admin' }];
  const stagesOf = (changes: Partial<Ask>, more: { requesterIsAdmin?: boolean } = {}) =>
    planned({ ask: of({ kind: 'removal', ...changes }), held, ...more }).stages;

  test('of one’s own is done at once', () => {
    expect(stagesOf({})).toEqual([]);
  });

  test.each(NOT_OWN)('asks the owner with %s', (_what, changes) => {
    expect(stagesOf(changes)).toMatchObject([{ approvers: [{ owner: true }] }]);
  });

  test('by an admin is done at once, unless someone else edited it', () => {
    expect(stagesOf({ subject: BOB, reporter: EVE }, { requesterIsAdmin: true })).toEqual([]);
    expect(stagesOf({ subject: BOB, editors: [EVE] }, { requesterIsAdmin: true })).toHaveLength(1);
  });

  test('by the owner is done at once, unless someone else edited it', () => {
    const owner = { email: 'owner@acme.test', accountId: 'o' };
    expect(stagesOf({ requester: owner, subject: BOB })).toEqual([]);
    expect(stagesOf({ requester: owner, subject: BOB, editors: [EVE] })).toHaveLength(1);
  });
});

describe('a change to a level whose rule asks nobody', () => {
  const held = [{ application: 'okta', accessLevel: 'Viewer' }];
  const changed = (changes: Partial<Ask>, more: object = {}) => ({
    ask: of({ kind: 'change', ...changes }),
    held,
    policy: policy({ rules: [rule({ approval: undefined, ...more })] }),
  });

  test('of one’s own is done at once', () => {
    expect(planned(changed({})).stages).toEqual([]);
  });

  test.each(NOT_OWN)('asks the owner with %s, for it ends what is held', (_what, changes) => {
    expect(planned(changed(changes)).stages).toMatchObject([{ approvers: [{ owner: true }] }]);
  });

  test('by an admin or the owner is done at once', () => {
    expect(planned({ ...changed({ subject: BOB }), requesterIsAdmin: true }).stages).toEqual([]);
    expect(planned(changed({ requester: { email: 'owner@acme.test' }, subject: BOB })).stages).toEqual([]);
  });

  test('is decided by the rule’s own approvers where it has some', () => {
    const { stages } = planned(changed({ subject: BOB }, { approval: { stages: [stage()] } }));
    expect(stages).toMatchObject([{ approvers: [{ user: 'lead@acme.test' }] }]);
  });

  test('for someone else is no break glass, even where the rule allows that on behalf', () => {
    const breakGlass = { who: [{ user: ALICE.email }], max: '1h', reviewWithin: '1d', onBehalf: true };
    const breaking = changed({ subject: BOB, breakGlass: true, justification: 'outage' }, { breakGlass });
    expect(declinedFor(breaking)).toBe('break_glass_for_others');
  });
});
