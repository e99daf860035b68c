/**
 * Makes the reports that a run which is gone had not made, for example because Jira was unavailable: its state may be
 * final, so that no run of it is started again. Comments have the keys of the run, so each is written once.
 */
import { log } from '@temporalio/activity';
import { isRetryable, ProviderError } from '../../domain/provider-error.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { type KeeperParts, keepApart } from './parts.ts';
import { findRun } from './runs.ts';

const PAGE = 100;
/** Milliseconds after which the rest is left to the next round. */
const BUDGET_MS = 10_000;
/** An attempt hears within seconds that its run was closed, and a call to Jira that is under way ends after 15. */
const ATTEMPT_ENDS_WITHIN_MS = 30_000;

export async function reportUntold(parts: KeeperParts): Promise<void> {
  const until = Date.now() + BUDGET_MS;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const keys: readonly string[] = await parts.dependencies.store.keeping.requestsUntold(after, PAGE);
    for (const key of keys) {
      if (Date.now() > until) return;
      let jiraAnswers = true;
      await keepApart('What a run had left to report', key, async () => {
        if (await isGone(parts, key)) jiraAnswers = await reportAll(parts, key);
      });
      // Nothing else can be reported either; the next round tries again.
      if (!jiraAnswers) return;
    }
    after = keys.length === PAGE ? keys.at(-1) : undefined;
  }
}

/** Whether no run is left that reports it, nor an attempt that a closed run had under way. */
async function isGone(parts: KeeperParts, key: string): Promise<boolean> {
  const run = await findRun(parts, requestWorkflowId(key));
  if (run.running) return false;
  return (
    run.closedAt === undefined ||
    (await parts.dependencies.now()).getTime() - run.closedAt.getTime() > ATTEMPT_ENDS_WITHIN_MS
  );
}

/** @returns false when Jira is unavailable. */
async function reportAll({ dependencies, reporter }: KeeperParts, key: string): Promise<boolean> {
  const { requests } = dependencies.store;
  const view = await requests.kept(key);
  if (view === undefined) return true;
  const untold = await requests.untold(key);
  for (const [index, report] of untold.entries()) {
    try {
      const remember = { view, events: [], untold: untold.slice(index + 1) };
      await reporter.report({ issueKey: key, ...report, remember });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      log.warn('What a run had left to report was not reported', { key, error: error.message });
      if (isRetryable(error.kind)) return false;
      await requests.told(key, report);
    }
  }
  return true;
}
