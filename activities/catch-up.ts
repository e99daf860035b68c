/** Catching up with Jira: finds the issues that have changed, and nudges each of their runs. */
import { cancellationSignal, getClient, log } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { ProviderError } from '../domain/provider-error.ts';
import { nudgeOf } from '../workflows/contract/access-request.ts';
import type { CatchUpActivities, CaughtUp } from '../workflows/contract/activities/catch-up.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';

/** The setting that remembers when the last completed catch-up began, ISO 8601. */
const WATERMARK = 'jira-catch-up';
const MINUTE_MS = 60_000;
const REMEMBER_AT_MOST = 5_000;
/** Requests in one call. */
const PAGE = 50;

/** Minutes by which windows overlap: Jira's search lags behind its issues, and counts whole minutes. */
const OVERLAP_MINUTES = 3;

export function catchUpActivities(dependencies: Dependencies): CatchUpActivities {
  const { store } = dependencies;
  /** By request, the answers that its run was nudged for. Another process or a restart only costs one extra nudge. */
  const nudgedFor = new Map<string, string>();

  /** The window in minutes back from now: relative, so that neither our clock nor Jira's time zone matters. */
  async function beginCatchUp(): Promise<{ begunAt: string; minutes: number }> {
    const begunAt = (await dependencies.now()).toISOString();
    const last = await store.settings.get(WATERMARK);
    // The first catch-up goes no further back: changes from before Leasehold was installed are not its to act on.
    const since = last === undefined ? 0 : Math.max(0, Date.parse(begunAt) - Date.parse(last));
    return { begunAt, minutes: Math.ceil(since / MINUTE_MS) + OVERLAP_MINUTES };
  }

  async function catchUpPage(input: { minutes: number; page?: string | undefined }): Promise<CaughtUp> {
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const { keys, next } = await jira.changedIssues(policy.portal.project, input, cancellationSignal());
    let nudged = 0;
    for (const key of keys) if (await nudge(key)) nudged += 1;
    return { nudged, ...(next === undefined ? {} : { next }) };
  }

  /**
   * Answers to Jira's own approvals send no webhook and change no date until Jira moves the request by its own quorum.
   * So those of waiting requests are read one by one.
   */
  async function catchUpAnswers(cursor?: string): Promise<CaughtUp> {
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const { items, nextCursor } = await store.requests.list({ state: 'awaiting_approval', limit: PAGE, cursor });
    let nudged = 0;
    for (const { key } of items) {
      const answers = await jira.readAnswers(key, policy.portal, cancellationSignal()).catch(refusal);
      if (answers === undefined) return { nudged };
      if (answers instanceof ProviderError) {
        log.warn('The approvals of a request cannot be read; the others are looked at', { key, why: answers.message });
        continue;
      }
      const now = answers.map(({ approvalId, author }) => `${approvalId}/${author.accountId}`).join();
      if (now === (nudgedFor.get(key) ?? '')) continue;
      if (await nudge(key)) nudged += 1;
      if (nudgedFor.size >= REMEMBER_AT_MOST) nudgedFor.clear();
      nudgedFor.set(key, now);
    }
    return { nudged, ...(nextCursor == null ? {} : { next: nextCursor }) };
  }

  async function endCatchUp(begunAt: string): Promise<void> {
    await store.settings.set(WATERMARK, begunAt);
  }

  return {
    beginCatchUp: guarded('reading', beginCatchUp),
    catchUpPage: guarded('reading', catchUpPage),
    catchUpAnswers: guarded('reading', catchUpAnswers),
    endCatchUp: guarded('reading', endCatchUp),
  };
}

/** A refusal about one issue only (its security level, a project it was moved to) must not block all the others. */
function refusal(error: unknown): ProviderError {
  if (error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'invalid')) return error;
  throw error;
}

/** @returns false when the request has ended: nothing can be missed any more. */
async function nudge(issueKey: string): Promise<boolean> {
  const { workflowType, options } = nudgeOf(issueKey, { event: 'catch-up' });
  try {
    await getClient().workflow.signalWithStart(workflowType, options);
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
