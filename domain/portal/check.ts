/** Checks a portal's mapping against its Jira site, to find failures before a request does. */

import type { Portal } from '../policy.ts';
import { checkApprovals } from './check-approvals.ts';
import { checkFields, checkForms, checkOptions } from './check-fields.ts';
import type { PortalCheckInput } from './check-input.ts';
import { checkStatuses } from './check-statuses.ts';
import { checkWebhook } from './check-webhook.ts';
import { type PortalFacts, sameName } from './facts.ts';
import { type Finding, quoted, well, wrong } from './finding.ts';
import { type JiraPages, jiraPages } from './jira-pages.ts';
import { mappedRequestTypes, neededPermissions } from './needs.ts';

/** The findings, in the order in which a person would fix them. */
export function checkPortal(input: PortalCheckInput): readonly Finding[] {
  const { facts, policy } = input;
  const { portal } = policy;
  const pages = jiraPages(facts.site, portal.project);
  const project = checkProject(facts, portal, pages);
  if (!project.ok) return [project, ...checkWebhook(input, pages)];
  return [
    project,
    ...checkPermissions(facts, portal, pages),
    ...checkRequestTypes(facts, portal, pages),
    ...checkFields(facts, portal, pages),
    ...checkForms(facts, portal, pages),
    ...checkOptions(facts, policy, pages),
    ...checkStatuses(facts, portal, pages),
    ...checkApprovals(facts, portal, pages),
    ...checkWebhook(input, pages),
  ];
}

function checkProject(facts: PortalFacts, portal: Portal, pages: JiraPages): Finding {
  const name = `Project ${portal.project}`;
  const { project, serviceDeskId } = facts;
  if (project === null)
    return wrong(
      name,
      `There is no project ${portal.project}, or ${facts.account.displayName} may not see it.`,
      'Run `leasehold setup jira`, correct portal.project, or give the account access to the project.',
      pages.projects,
    );
  if (project.kind !== 'service_desk' || serviceDeskId === null)
    return wrong(
      name,
      `${project.name} is not a service project.`,
      'Name a Jira Service Management project in portal.project.',
      pages.projects,
    );
  if (project.teamManaged)
    return wrong(
      name,
      `${project.name} is team-managed: its fields and workflows cannot be set up or shared.`,
      'Use a company-managed service project.',
      pages.projects,
    );
  return well(name, `${project.name} is a company-managed service project.`);
}

function checkPermissions(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  return neededPermissions(portal).map(({ key, why }) => {
    const found = facts.permissions.find((each) => each.key === key);
    const name = `Permission ${found?.name ?? key}`;
    const who = facts.account.displayName;
    if (found?.given === true) return well(name, `${who} has it, ${why}.`);
    return wrong(
      name,
      `${who} lacks it; it is needed ${why}.`,
      key === 'USER_PICKER'
        ? `Give ${who} the global permission “${found?.name ?? key}”.`
        : `Give ${who} the permission “${found?.name ?? key}” in the project, for example by adding it to the Service Desk Team.`,
      key === 'USER_PICKER' ? `${facts.site}/secure/admin/GlobalPermissions!default.jspa` : pages.permissions,
    );
  });
}

function checkRequestTypes(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  return mappedRequestTypes(portal).map(({ use, name: wanted }) => {
    const name = `Request type “${wanted}”`;
    const found = facts.requestTypes.filter((each) => sameName(each.name, wanted));
    const [first] = found;
    if (first === undefined) {
      const there = facts.requestTypes.map((each) => each.name);
      return wrong(
        name,
        `The project has no such request type${there.length === 0 ? '' : `; it has ${quoted(there)}`}.`,
        `Run \`leasehold setup jira\`, or correct portal.requestTypes.${use}.`,
        pages.requestTypes,
      );
    }
    if (!first.inPortal)
      return wrong(
        name,
        'It is in no portal group, so nobody can request it.',
        'Add it to a portal group.',
        pages.requestType(first.id),
      );
    return well(name, `It is in the portal (${use}).`);
  });
}
