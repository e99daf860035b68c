/** The one comment on an issue that is kept up to date: the state of the request, for every reader of the issue. */
import { describeInstant, describeLength } from '../duration.ts';
import type { RequestView, StageView } from '../ledger/records.ts';
import { nameOf } from '../people.ts';
import { REQUEST_STATE_WORDS } from '../state.ts';

/**
 * A line each: the state, subject, duration, rule, decisions and approvers, end, and reason.
 * @param application the application's name, as people know it.
 */
export function statusCard(view: RequestView, application: string | null = view.application): readonly string[] {
  const what = [application, view.accessLevel].filter((each) => each !== null).join(' / ');
  const asked = view.requester === view.subject ? '' : `, asked for by ${view.requester ?? 'someone'}`;
  const until = view.expiresAt === null ? [] : [`Until ${describeInstant(view.expiresAt)}`];
  return [
    `Status: ${REQUEST_STATE_WORDS[view.state]}`,
    ...(what === '' ? [] : [`${what} for ${view.subject ?? 'someone'}${asked}`]),
    ...lengthOf(view),
    ...(view.rule === null ? [] : [`Rule ${view.rule}, revision ${view.revision ?? '?'} of the configuration`]),
    ...view.stages.map((stage, index) => stageLine(stage, index, view)),
    ...(view.heldBefore ?? []).map(({ sentence }) => sentence),
    ...(view.review === undefined ? [] : [reviewLine(view.review)]),
    ...(view.state === 'active' ? until : []),
    ...(view.reason === null ? [] : [view.reason]),
  ];
}

/** Before the access is granted: afterwards its end counts. */
function lengthOf({ kind, state, durationMs }: RequestView): readonly string[] {
  if (kind === 'removal' || durationMs === undefined || (state !== 'awaiting_approval' && state !== 'approved'))
    return [];
  return [`Duration: ${describeLength(durationMs)}`];
}

function stageLine(stage: StageView, index: number, view: RequestView): string {
  const decided = view.decisions.filter((each) => each.stage === index);
  const by = [...new Set(decided.map((each) => `${each.decision === 'approve' ? 'yes' : 'no'} by ${each.by}`))].join(
    ', ',
  );
  const asked = [...new Set(stage.approvers.map(nameOf))].join(', ');
  const sum = stage.require > 1 ? ` (${stage.require} of them)` : '';
  const quorum =
    stage.each === undefined ? sum : ` (${stage.each.count} from each of: ${stage.each.entries.join('; ')})`;
  const text: Readonly<Record<StageView['state'], string>> = {
    waiting: 'comes next',
    open: `asked: ${asked}${quorum}${by === '' ? '' : `; ${by}`}`,
    approved: by,
    denied: by,
    skipped: 'not needed',
  };
  return `${index + 1}. ${stage.name}: ${text[stage.state]}`;
}

function reviewLine(review: NonNullable<RequestView['review']>): string {
  const who = review.reviewers.join(', ');
  if (review.verdict !== null) return `Break glass, reviewed: ${review.verdict}`;
  return `Break glass, to be reviewed by ${who} before ${describeInstant(review.dueAt)}`;
}
