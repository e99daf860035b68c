/** Task queues. Giving and taking run apart, so that a flood of new grants never delays an expiry. */

/** Workflows, Jira and everything that is not one application's. */
export const MAIN_TASK_QUEUE = 'leasehold';

/** Giving, looking up and testing at one application. */
export function applicationTaskQueue(applicationKey: string): string {
  return `${MAIN_TASK_QUEUE}-${applicationKey}`;
}

/** Taking away at one application. */
export function revokeTaskQueue(applicationKey: string): string {
  return `${MAIN_TASK_QUEUE}-${applicationKey}-revoke`;
}

/** The keeper of leases: on its own, so that nothing else delays it. */
export const KEEPER_TASK_QUEUE = `${MAIN_TASK_QUEUE}-keeper`;
