/** Reads people's profiles in the identity provider. Changes nothing. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './contract/activities/activities.ts';
import type { SubjectProfilesInput, SubjectProfilesResult } from './contract/subject-profiles.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { readSubjectProfiles } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
  heartbeatTimeout: '10s',
  retry: { maximumAttempts: 2 },
});

export async function subjectProfiles(input: SubjectProfilesInput): Promise<SubjectProfilesResult> {
  return readSubjectProfiles(input.subjects);
}
