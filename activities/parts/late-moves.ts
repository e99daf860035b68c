/** Moves of issues whose request has ended: they change nothing, and the issue must not say otherwise. */
import type { ChangedIssue } from '../../connectors/jira/portal/jira-side.ts';
import { aboutRequest } from '../../domain/ledger/records.ts';
import { nameOf, trailNameOf } from '../../domain/people.ts';
import { type StatusState, stateOfStatus } from '../../domain/policy.ts';
import { reason } from '../../domain/reasons.ts';
import { isFinal } from '../../domain/state.ts';
import type { ReportActivities } from '../../workflows/contract/activities/report.ts';
import type { Dependencies } from './dependencies.ts';

type Changes = NonNullable<ChangedIssue['changelog']>['changes'];

/** Statuses that promise access: those who left the issue there, and those who read it, would wait for nothing. */
const PROMISES: readonly (StatusState | undefined)[] = ['pending', 'approved', 'provisioned'];

/**
 * Counts such moves in the trail, reverts the last one, and informs its author. Called with what one catch-up found, so
 * that an issue is moved back once in its interval, however often people move it.
 * @param changes newest first
 */
export async function putBackLate(
  { store, configuration, now }: Dependencies,
  reporter: ReportActivities,
  issueKey: string,
  changes: Changes,
): Promise<void> {
  const view = await store.requests.get(issueKey);
  if (view === undefined || !isFinal(view.state)) return;
  const { portal } = (await configuration()).configuration.policy;
  const moves = changes.flatMap(({ id, author, status }) =>
    status === undefined ? [] : [{ id, author, to: status.to }],
  );
  const wrong = moves.filter(({ to }) => {
    const standsFor = stateOfStatus(portal, to);
    return PROMISES.includes(standsFor) && standsFor !== view.state;
  });
  const [last] = wrong;
  if (last === undefined) return;
  const { author, id, to } = last;
  await reporter.report({
    issueKey,
    comment: {
      key: `late-${id}`,
      paragraphs: [reason('over_already', nameOf(author), view.state).sentence],
      mention: [{ ...author, email: author.email ?? '' }],
    },
    ...(moves[0] === last ? { moveTo: view.state, onlyFrom: to } : {}),
  });
  const at = (await now()).toISOString();
  const about = { requestKey: issueKey, ...aboutRequest(view), details: { channel: 'jira' } };
  for (const { author } of wrong) {
    const { sentence } = reason('over_already', nameOf(author), view.state);
    await store.refusals.add({ ...about, actor: trailNameOf(author), reason: sentence }, at);
  }
}
