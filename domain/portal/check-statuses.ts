/** Checks statuses: each mapped one is in the workflow, and a transition leads there from the statuses before it. */

import { type Portal, type StatusState, stateOfStatus } from '../policy.ts';
import { type PortalFacts, sameName, type TransitionFacts, type WorkflowFacts } from './facts.ts';
import { type Finding, quoted, well, wrong } from './finding.ts';
import type { JiraPages } from './jira-pages.ts';
import { mappedRequestTypes, mappedStatuses } from './needs.ts';

/** The states from which a request moves to a state; the other states are reachable from any. */
const COMES_FROM: Readonly<Partial<Record<StatusState, readonly StatusState[]>>> = {
  approved: ['pending'],
  denied: ['pending'],
  declined: ['pending'],
  withdrawn: ['pending'],
  provisioned: ['approved'],
  failed: ['approved'],
  revoked: ['provisioned'],
  expired: ['provisioned'],
};

export function checkStatuses(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  return mappedStatuses(portal).map(({ state, name }) => {
    const line = `Status “${name}” (${state})`;
    const without = workflowsWithout(facts, portal, name);
    if (without.length > 0)
      return wrong(
        line,
        `The workflow of ${quoted(without.map((each) => each.issueType))} has no such status.`,
        'Add it to the workflow with a transition from any status and publish it, or correct portal.statuses.',
        pages.workflows,
      );
    // An account without permission to move is offered no transitions; the permission's finding reports that.
    const mayMove = facts.permissions.find((each) => each.key === 'TRANSITION_ISSUES')?.given !== false;
    const closed = mayMove ? closedFrom(facts, portal, state, name) : undefined;
    if (closed !== undefined)
      return wrong(
        line,
        `No transition leads there from “${closed.from}” (checked on ${closed.issueKey}).`,
        `Add a transition from “${closed.from}”, or from any status, to “${name}”.`,
        pages.workflows,
      );
    const asking = transitionsTo(facts, name).find((each) => each.needs.length > 0);
    if (asking !== undefined)
      return wrong(
        line,
        `The transition there requires ${quoted(asking.needs)}, which the service cannot fill.`,
        'Remove the required field from the transition’s screen.',
        pages.workflows,
      );
    return well(line, 'It is in the workflow, and reachable from every request that was checked.');
  });
}

/**
 * The workflows of the mapped request types that lack a status. Before the request types exist, one workflow that has
 * it is enough.
 */
export function workflowsWithout(facts: PortalFacts, portal: Portal, status: string): readonly WorkflowFacts[] {
  const types = mappedRequestTypes(portal).flatMap(
    ({ name }) => facts.requestTypes.find((each) => sameName(each.name, name)) ?? [],
  );
  const used = facts.workflows.filter((each) => types.some((type) => type.issueTypeId === each.issueTypeId));
  const without = (used.length === 0 ? facts.workflows : used).filter(
    (each) => !each.statuses.some((known) => sameName(known, status)),
  );
  return used.length === 0 && without.length < facts.workflows.length ? [] : without;
}

/** A status of a real request from which the target status should be reachable, but is not. */
function closedFrom(facts: PortalFacts, portal: Portal, state: StatusState, name: string): TransitionFacts | undefined {
  const sources = COMES_FROM[state] ?? [];
  return facts.transitions.find((each) => {
    if (sameName(each.from, name) || each.to.some((to) => sameName(to.status, name))) return false;
    const from = stateOfStatus(portal, each.from);
    return from !== undefined && sources.includes(from);
  });
}

function transitionsTo(facts: PortalFacts, name: string): readonly TransitionFacts['to'][number][] {
  return facts.transitions.flatMap((each) => each.to).filter((to) => sameName(to.status, name));
}
