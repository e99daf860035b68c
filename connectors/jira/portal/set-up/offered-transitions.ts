/** The transitions that a project's requests offer, and when the last request was raised. */
import type { PortalFacts, TransitionFacts } from '../../../../domain/portal/facts.ts';
import type { JiraCalls } from '../../client.ts';
import { toUtc } from '../issue/read-issue.ts';

/** The number of issues read. One of each status is asked for its transitions. */
const ISSUES = 50;
const STATUSES_ASKED = 12;

/** Asks one issue of each status for its transitions, because no public call lists them without an issue. */
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
  // The creation and not the last change: every created issue has a webhook, but a comment has none.
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

/** Fields that a transition's screen requires. The service fills the resolution itself. */
function needsOf(fields: unknown): readonly string[] {
  const all = (fields ?? {}) as Readonly<
    Record<string, { required?: boolean; hasDefaultValue?: boolean; name?: string } | undefined>
  >;
  return Object.entries(all).flatMap(([id, field]) =>
    field?.required === true && field.hasDefaultValue !== true && id !== 'resolution' ? [field.name ?? id] : [],
  );
}
