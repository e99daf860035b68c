import { expect, test } from 'vitest';
import { type Reason, type ReasonCode, reason } from './reasons.ts';

/** Every reason with realistic details; a new code does not compile until it is here. */
const EXAMPLES: Record<ReasonCode, Reason> = {
  unknown_request_type: reason('unknown_request_type', 'Get a laptop'),
  other_project: reason('other_project', 'HR'),
  no_application: reason('no_application'),
  unknown_application: reason('unknown_application', 'Octa', ['Okta', 'AWS']),
  incomplete_role: reason('incomplete_role', 'Engineer', 'aws / Payments'),
  no_access_level: reason('no_access_level', 'Okta', ['Admin']),
  unknown_access_level: reason('unknown_access_level', 'Emperor', 'Okta', []),
  resumed: reason('resumed'),
  ended_before: reason('ended_before', 'Revoked', '2026-06-01T12:00:00.000Z'),
  given_before: reason('given_before', 'Access Granted', '2026-06-01T12:00:00.000Z'),
  no_rule: reason('no_rule', 'Okta', 'Admin'),
  unreadable_duration: reason('unreadable_duration', 'soon'),
  permanent_forbidden: reason('permanent_forbidden', '30 days'),
  unreadable_start: reason('unreadable_start', 'tomorrow'),
  start_too_far: reason('start_too_far', 90 * 86_400_000),
  changed_before_start: reason('changed_before_start', 'Okta / Admin'),
  approval_lapsed: reason('approval_lapsed', 'Okta / Admin', ['lead@acme.test']),
  no_creator: reason('no_creator'),
  hidden_email: reason('hidden_email', 'Alice'),
  odd_address: reason('odd_address', '"Kate"'),
  raised_before: reason('raised_before', '2026-06-01T00:00:00Z'),
  subject_not_found: reason('subject_not_found', 'alice@acme.test', 'Okta'),
  justification_missing: reason('justification_missing'),
  nothing_held: reason('nothing_held', 'alice@acme.test', 'Okta / Admin'),
  nothing_to_change: reason('nothing_to_change', 'alice@acme.test', 'Okta'),
  several_to_change: reason('several_to_change', 'alice@acme.test', 'Okta', ['Admin', 'Viewer']),
  same_level: reason('same_level', 'alice@acme.test', 'Okta', 'Admin'),
  role_by_change: reason('role_by_change', 'Starter'),
  conflicting_duties: reason('conflicting_duties', 'two-hats', 'Okta / Admin', 'Okta / Viewer', 'provider'),
  duties_unapproved: reason('duties_unapproved', 'two-hats', 'Okta / Admin', 'Okta / Viewer'),
  no_approver: reason('no_approver'),
  break_glass_forbidden: reason('break_glass_forbidden', 'Okta / Admin'),
  break_glass_for_others: reason('break_glass_for_others'),
  break_glass_edited: reason('break_glass_edited', '"Carol"', 'the Reporter'),
  no_reviewer: reason('no_reviewer'),
  self_review: reason('self_review'),
  not_a_reviewer: reason('not_a_reviewer', 'Mallory', ['lead@acme.test']),
  reviewed_already: reason('reviewed_already', 'Lena', 'keep', '2026-06-03T10:00:00.000Z'),
  nobody_to_revoke: reason('nobody_to_revoke', 'ACCESS-7'),
  revoked_in_review: reason('revoked_in_review', 'Lena', undefined),
  self_approval: reason('self_approval'),
  not_an_approver: reason('not_an_approver', 'Mallory', ['lead@acme.test']),
  before_question: reason('before_question', '"Liam"'),
  approver_no_more: reason('approver_no_more', 'Lena'),
  recipient_unknown: reason('recipient_unknown', 'bob@acme.test', 'Okta'),
  turn_is_over: reason('turn_is_over', 'lead@acme.test'),
  asked_already: reason('asked_already', 'bob@acme.test'),
  voted_already: reason('voted_already', 'bob@acme.test'),
  not_reassignable: reason('not_reassignable', 'bob@acme.test'),
  may_not_revoke: reason('may_not_revoke', 'Mallory'),
  no_such_move: reason('no_such_move', 'Mallory', 'Access Granted'),
  denied: reason('denied', 'Lena', undefined),
  declined_by: reason('declined_by', 'Lena'),
  timed_out: reason('timed_out', 7 * 86_400_000),
  withdrawn_by: reason('withdrawn_by', 'Alice'),
  deleted: reason('deleted'),
  moved_away: reason('moved_away'),
  edited_before_start: reason('edited_before_start', '"Carol"', ['the duration']),
  edited: reason('edited', '"Carol"', ['the duration', 'the Reporter']),
  plan_unnamed: reason('plan_unnamed'),
  plan_changed: reason('plan_changed'),
  too_many_decisions: reason('too_many_decisions', 'lead@acme.test', 20),
  decision_unsigned: reason('decision_unsigned', 'lead@acme.test'),
  edits_paused: reason('edits_paused', '2026-06-03 10:00 UTC'),
  moves_left: reason('moves_left', 'Mallory'),
  decided_already: reason('decided_already', 'Lena', 'approved', '2026-06-03T10:00:00.000Z'),
  not_waiting: reason('not_waiting', 'awaiting_approval'),
  adopted: reason('adopted'),
  no_identity_provider: reason('no_identity_provider'),
  cancelled: reason('cancelled'),
  giving_failed: reason('giving_failed', 'Okta is closed.'),
  expired: reason('expired'),
  revoked_by: reason('revoked_by', 'Lena', undefined),
  replaced: reason('replaced', 'Okta / Viewer'),
  review_overdue: reason('review_overdue'),
  birthright: reason('birthright', 'Engineer', 'department: Engineering', 'okta-viewer'),
  birthright_needs_approval: reason('birthright_needs_approval', 'okta-admin'),
  birthright_limited: reason('birthright_limited', 'okta-admin'),
  birthright_conflicting: reason('birthright_conflicting', 'two-hats', 'Okta / Viewer', 'lease'),
  birthright_unchecked: reason('birthright_unchecked', 'Okta is closed.'),
  birthright_ended: reason('birthright_ended', 'lead@acme.test', '2026-06-03T10:00:00.000Z'),
  birthright_over: reason('birthright_over', 'Engineer', 'department is not set, not one of: Engineering.'),
  birthright_unlisted: reason('birthright_unlisted', 'Okta', 'alice@acme.test'),
  birthright_gone: reason('birthright_gone', 'engineer'),
  birthright_level_gone: reason('birthright_level_gone', 'Engineer', 'okta / Admin'),
  birthright_renewed: reason('birthright_renewed', 'okta / Admin'),
  birthright_application_gone: reason('birthright_application_gone', 'okta'),
  birthright_held_back: reason('birthright_held_back', undefined, 40, 50),
  birthright_handed_on: reason('birthright_handed_on', 'okta'),
  birthright_away: reason('birthright_away', 'Okta'),
};

test.each(Object.entries(EXAMPLES))('%s is one sentence for people', (code, { code: own, sentence }) => {
  expect(own).toBe(code);
  // One sentence: it ends once, at its end.
  expect(sentence).toMatch(/^[^.!?]*(?:[.!?]\S[^.!?]*)*[.!?]$/);
  expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}/);
});

test('a person’s own words close the sentence as they wrote them', () => {
  expect(reason('denied', 'Lena', 'Ask again on Monday').sentence).toBe('Lena denied the request: Ask again on Monday');
  expect(reason('revoked_by', 'Lena', 'left the company.').sentence).toBe('Lena ended the access: left the company.');
});

test('an empty list reads as none', () => {
  expect(EXAMPLES.unknown_access_level.sentence).toBe('Okta has no access type "Emperor"; choose one of: none.');
});
