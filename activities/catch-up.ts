/** Catching up with Jira: finds the issues with news for their runs, and nudges those. */
import { cancellationSignal, log } from '@temporalio/activity';
import type { ChangedIssue } from '../connectors/jira/portal/jira-side.ts';
import { matters } from '../domain/approval/issue-change.ts';
import { compareIds } from '../domain/approval/issue-step.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CatchUpActivities, CaughtUp } from '../workflows/contract/activities/catch-up.ts';
import type { ReportActivities } from '../workflows/contract/activities/report.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { putBackLate } from './parts/late-moves.ts';
import { nudgeEach } from './parts/nudge-each.ts';

/** The settings that remember when the last completed catch-up began (ISO 8601), and the issues that it stepped over. */
const WATERMARK = 'jira-catch-up';
const REFUSED = 'jira-catch-up-refused';
const MINUTE_MS = 60_000;
const REMEMBER_AT_MOST = 5_000;
/** Requests in one call. */
const PAGE = 50;

/** Minutes by which windows overlap: Jira's search lags behind its issues, and counts whole minutes. */
const OVERLAP_MINUTES = 3;

export function catchUpActivities(dependencies: Dependencies, reporter: ReportActivities): CatchUpActivities {
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

  async function catchUpRefused(): Promise<CaughtUp> {
    const keys = (await store.settings.get(REFUSED))?.split(',').filter((key) => key !== '') ?? [];
    const { nudged, refused } = await nudgeEach(keys);
    return { nudged: nudged.length, refused };
  }

  async function catchUpPage(input: { minutes: number; page?: string | undefined }): Promise<CaughtUp> {
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const { issues, next } = await jira.changedIssues(policy.portal, input, cancellationSignal());
    const reads = await store.issueReads.find(issues.map(({ key }) => key));
    const { nudged, late, refused } = await nudgeEach(
      issues.filter((issue) => hasNews(issue, reads.get(issue.key))).map(({ key }) => key),
    );
    // A request that has ended reads nothing more, so its issue has no news for it.
    for (const { key, changelog } of issues) {
      if (!late.includes(key) || changelog === undefined) continue;
      const news = changelog.changes.filter(({ id }) => isAfter(id, reads.get(key)));
      const failed = await putBackLate(dependencies, reporter, key, news).catch(refusal);
      if (failed !== undefined) log.warn('A late move cannot be reverted', { key, why: failed.message });
      await store.issueReads.keep(key, changelog.newest);
    }
    return { nudged: nudged.length, refused, ...(next === undefined ? {} : { next }) };
  }

  /**
   * Answers to Jira's own approvals send no webhook and change no date until Jira moves the request by its own quorum.
   * So those of waiting requests are read one by one.
   */
  async function catchUpAnswers(cursor?: string): Promise<CaughtUp> {
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const { items, nextCursor } = await store.requests.list({ state: 'awaiting_approval', limit: PAGE, cursor });
    const news = new Map<string, string>();
    for (const { key } of items) {
      const answers = await jira.readAnswers(key, policy.portal, cancellationSignal()).catch(refusal);
      if (answers === undefined) return { nudged: 0, refused: [] };
      if (answers instanceof ProviderError) {
        log.warn('The approvals of a request cannot be read; the others are looked at', { key, why: answers.message });
        continue;
      }
      const now = answers.map(({ approvalId, author }) => `${approvalId}/${author.accountId}`).join();
      if (now !== (nudgedFor.get(key) ?? '')) news.set(key, now);
    }
    const { nudged, refused } = await nudgeEach([...news.keys()]);
    if (nudgedFor.size >= REMEMBER_AT_MOST) nudgedFor.clear();
    for (const [key, now] of news) if (!refused.includes(key)) nudgedFor.set(key, now);
    return { nudged: nudged.length, refused, ...(nextCursor == null ? {} : { next: nextCursor }) };
  }

  const endCatchUp: CatchUpActivities['endCatchUp'] = async ({ begunAt, refused }) => {
    // This order: a crash between the two only repeats nudges.
    await store.settings.set(REFUSED, refused.join());
    await store.settings.set(WATERMARK, begunAt);
  };

  return {
    beginCatchUp: guarded('reading', beginCatchUp),
    catchUpRefused: guarded('reading', catchUpRefused),
    catchUpPage: guarded('reading', catchUpPage),
    catchUpAnswers: guarded('reading', catchUpAnswers),
    endCatchUp: guarded('reading', endCatchUp),
  };
}

/**
 * Whether someone else has changed the issue in a way that matters, after its last reading. An issue that was never read
 * is a new request, or one whose webhook was lost.
 */
function hasNews({ changelog }: ChangedIssue, lastRead: string | null | undefined): boolean {
  if (changelog === undefined || lastRead === undefined) return true;
  // Jira shows only the end of a long changelog: what lies before it, and was not read, cannot be judged.
  if (changelog.oldest !== null && isAfter(changelog.oldest, lastRead)) return true;
  return changelog.changes.some((change) => isAfter(change.id, lastRead) && matters(change));
}

function isAfter(id: string, lastRead: string | null | undefined): boolean {
  return lastRead == null || compareIds(id, lastRead) > 0;
}

/** A refusal about one issue only (its security level, a project it was moved to) must not block all the others. */
function refusal(error: unknown): ProviderError {
  if (error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'invalid')) return error;
  throw error;
}
