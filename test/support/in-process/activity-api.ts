/** The part of `@temporalio/activity` that the activities of a request use, to mock the module with. */
export const activityApi = {
  activityInfo: () => ({ attempt: 1, workflowExecution: { workflowId: 'request/ACCESS-1', runId: 'run' } }),
  cancellationSignal: () => new AbortController().signal,
  heartbeat: () => {},
  log: { warn: () => {}, info: () => {}, error: () => {} },
};
