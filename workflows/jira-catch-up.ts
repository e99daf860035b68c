/** Asks Jira for changed issues and nudges those requests, so that nothing is lost without webhooks. */
import { ApplicationFailure, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { CaughtUp } from './contract/activities/catch-up.ts';
import {
  CATCH_UP_PARTS,
  type CatchUpProgress,
  type JiraCatchUpInput,
  type JiraCatchUpResult,
  MOST_REFUSED,
} from './contract/catch-up.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { beginCatchUp, catchUpRefused, catchUpPage, catchUpAnswers, endCatchUp } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});

/** Pages in one run: its history stays short however long Jira was unavailable. */
const MOST_PAGES = 200;

export async function jiraCatchUp({ progress }: JiraCatchUpInput): Promise<JiraCatchUpResult> {
  let at: CatchUpProgress | undefined = progress ?? {
    ...(await beginCatchUp()),
    part: CATCH_UP_PARTS[0],
    nudged: 0,
    refused: [],
  };
  for (let pages = 1; ; pages += 1) {
    const found = await readPage(at);
    const refused = [...new Set([...at.refused, ...found.refused])].slice(0, MOST_REFUSED + 1);
    const done = { ...at, nudged: at.nudged + found.nudged, refused };
    at = next(done, found.next);
    if (at === undefined) {
      if (refused.length > MOST_REFUSED)
        throw ApplicationFailure.nonRetryable(
          `More than ${MOST_REFUSED} requests refuse the signal. The next catch-up tries all of them again.`,
          'TooManyRefused',
        );
      // Only now: after a failure half-way, the next run starts again from the last complete one.
      await endCatchUp({ begunAt: done.begunAt, refused });
      return { nudged: done.nudged };
    }
    if (pages >= MOST_PAGES || workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof jiraCatchUp>({ version: 1, progress: at });
  }
}

function readPage({ part, minutes, page }: CatchUpProgress): Promise<CaughtUp> {
  switch (part) {
    case 'refused':
      return catchUpRefused();
    case 'issues':
      return catchUpPage({ minutes, page });
    case 'answers':
      return catchUpAnswers(page);
  }
}

/** The next page, or the first of the next part; `undefined` after the last. */
function next(done: CatchUpProgress, page: string | undefined): CatchUpProgress | undefined {
  if (page !== undefined) return { ...done, page };
  const part = CATCH_UP_PARTS[CATCH_UP_PARTS.indexOf(done.part) + 1];
  return part === undefined ? undefined : { ...done, part, page: undefined };
}
