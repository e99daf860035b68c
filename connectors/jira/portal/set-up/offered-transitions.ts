/** Where the requests of a project can be moved, and when the last of them was raised. */
import type { PortalFacts, TransitionFacts } from '../../../../domain/portal/facts.ts';
import type { JiraCalls } from '../../client.ts';
import { toUtc } from '../issue/read-issue.ts';

/** Issues looked at; one of each status is asked for its transitions. */
const ISSUES = 50;
const STATUSES_ASKED = 12;

/** Asks one issue of each status where it could be moved: no public call tells this without an issue. */
export async function readTransitions(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<Pick<PortalFacts, 'transitions' | 'lastRaised'>> {
  const found = await calls.find('looking for requests', signal, ({ v3 }) =>
    v3.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
      jql: `project = "${projectKey}" ORDER BY updated DESC`,
      fields: ['status', 'created'],
      maxResults: ISSUES,
    }),
  );
  const byStatus = new Map<string, string>();
  for (const issue of found?.issues ?? []) {
    const status = issue.fields?.status?.name;
    if (status !== undefined && !byStatus.has(status)) byStatus.set(status, issue.key);
  }
  const asked = [...byStatus].slice(0, STATUSES_ASKED);
  const transitions = await Promise.all(
    asked.map(([from, issueKey]) => readTransitionsFrom(calls, from, issueKey, signal)),
  );
  // When it was raised, not when it changed: every issue that is created has its webhook, a comment has none of ours.
  const raised = (found?.issues ?? []).map((issue) => toUtc(String(issue.fields?.created ?? ''))).sort();
  return { transitions, lastRaised: raised.at(-1) ?? null };
}

async function readTransitionsFrom(
  calls: JiraCalls,
  from: string,
  issueKey: string,
  signal?: AbortSignal,
): Promise<TransitionFacts> {
  const answer = await calls.find(`reading the transitions of ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getTransitions({ issueIdOrKey: issueKey, expand: 'transitions.fields' }),
  );
  return {
    from,
    issueKey,
    to: (answer?.transitions ?? []).map((each) => ({ status: each.to?.name ?? '', needs: needsOf(each.fields) })),
  };
}

/** Fields that a transition's screen requires. The resolution is filled by the service itself. */
function needsOf(fields: unknown): readonly string[] {
  const all = (fields ?? {}) as Readonly<
    Record<string, { required?: boolean; hasDefaultValue?: boolean; name?: string } | undefined>
  >;
  return Object.entries(all).flatMap(([id, field]) =>
    field?.required === true && field.hasDefaultValue !== true && id !== 'resolution' ? [field.name ?? id] : [],
  );
}
