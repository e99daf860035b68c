/** What the attacks on decisions do to issues, and read from the trail. */
import type { JiraIssue } from '../../simulators/jira/state.ts';
import type { Stack } from '../../support/stack.ts';

export interface TrailRow {
  readonly action: string;
  readonly actor: string;
}

/** @param stack asked at each use: a test file starts it before its tests. */
export function onIssues(stack: () => Stack) {
  const issueOf = (key: string): JiraIssue => {
    const issue = stack().jira.actions.issue(key);
    if (issue === undefined) throw new Error(`There is no issue ${key}.`);
    return issue;
  };
  const account = (email: string): string => stack().jira.accountOf(email);
  const edit = (key: string, by: string, changes: Record<string, string>): void =>
    stack().jira.actions.edit(issueOf(key), account(by), changes);
  const trail = async (key: string): Promise<readonly TrailRow[]> =>
    (await stack().api('GET', `/audit?request=${key}&limit=100`)).body.items;
  const actors = async (key: string, action: string): Promise<string[]> =>
    (await trail(key)).filter((row) => row.action === action).map((row) => row.actor);
  return { issueOf, account, edit, trail, actors };
}
