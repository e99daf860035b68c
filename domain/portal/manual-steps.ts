/**
 * The set-up steps that no public API of Jira can take, as a short list. `doctor` checks later whether they were done.
 */

import type { Portal } from '../policy.ts';
import { workflowsWithoutStep } from './check-approvals.ts';
import { missingOnForm } from './check-fields.ts';
import { workflowsWithout } from './check-statuses.ts';
import { ourWebhook } from './check-webhook.ts';
import { fieldsNamed, type PortalFacts, sameName } from './facts.ts';
import { quoted } from './finding.ts';
import { jiraPages } from './jira-pages.ts';
import {
  decidesByApprovals,
  fieldsOnForm,
  isSystemField,
  mappedRequestTypes,
  mappedStatuses,
  WEBHOOK_EVENTS,
} from './needs.ts';

export interface ManualStep {
  readonly what: string;
  /** The page to do it on. */
  readonly link: string;
}

export interface ManualStepsInput {
  /** The site, present or planned: planned objects need the steps too. */
  readonly facts: PortalFacts;
  readonly portal: Portal;
  readonly webhookUrl: string;
  /** E-mails of approvers who lack the permission to move requests. */
  readonly powerless: readonly string[];
}

export function manualSteps({ facts, portal, webhookUrl, powerless }: ManualStepsInput): readonly ManualStep[] {
  const pages = jiraPages(facts.site, portal.project);
  const steps: ManualStep[] = [];
  const undrawn = mappedStatuses(portal)
    .map((each) => each.name)
    .filter((name) => facts.workflows.length === 0 || workflowsWithout(facts, portal, name).length > 0);
  if (undrawn.length > 0)
    steps.push({
      what: `Add ${quoted(undrawn)} to the project’s workflow, each with a transition from any status, and publish it.`,
      link: pages.workflows,
    });
  for (const type of mappedRequestTypes(portal)) {
    const found = facts.requestTypes.find((each) => sameName(each.name, type.name));
    const missing = [
      ...missingOnForm(facts, portal, type).map((field) => field.name),
      ...notThereYet(facts, portal, type.use),
    ];
    const parts = [
      ...(missing.length === 0 ? [] : [`add ${quoted(missing)} to its form`]),
      ...(found?.inPortal === true ? [] : ['add it to a portal group']),
    ];
    if (parts.length > 0)
      steps.push({
        what: `Request type “${type.name}”: ${parts.join(', and ')}.`,
        link: found === undefined ? pages.requestTypes : pages.requestType(found.id),
      });
  }
  const unasked = (portal.statuses.pending ?? []).filter((status) => lacksStep(facts, portal, status));
  if (unasked.length > 0)
    steps.push({
      what: `Add an approval step to ${quoted(unasked)} in the workflow, with “${approverField(facts, portal)?.name ?? portal.fields.approver}” as its approvers, and publish it.`,
      link: pages.workflows,
    });
  if (powerless.length > 0)
    steps.push({
      what: `Allow ${powerless.join(', ')} to move requests: add them to the Service Desk Team (each takes an agent’s licence), or map portal.fields.approver to “Approvers”.`,
      link: pages.people,
    });
  if (!facts.webhooks.ok || (facts.project !== null && ourWebhook(facts.webhooks.value, webhookUrl) === undefined))
    steps.push({
      what: `Register a webhook to ${webhookUrl} for ${WEBHOOK_EVENTS.join(', ')}, with JQL project = "${portal.project}" and the secret of jira.webhookSecret.`,
      link: pages.webhooks,
    });
  return steps;
}

/** Whether Jira asks nobody there, or the service cannot see it. Only if approvers answer Jira's own approvals. */
function lacksStep(facts: PortalFacts, portal: Portal, status: string): boolean {
  const mapped = portal.fields.approver;
  if (mapped === undefined || isSystemField(mapped)) return false;
  const field = approverField(facts, portal);
  // Set-up creates it as a multi-user field.
  if (field === undefined) return true;
  if (!decidesByApprovals(facts.fields, portal)) return false;
  return facts.approvals?.ok !== true || workflowsWithoutStep(facts.approvals.value, status, field).length > 0;
}

function approverField(facts: PortalFacts, portal: Portal) {
  return fieldsNamed(facts.fields, portal.fields.approver ?? '')[0];
}

/** Mapped fields that do not exist yet, by their future name. */
function notThereYet(facts: PortalFacts, portal: Portal, use: 'access' | 'removal' | 'change'): readonly string[] {
  return fieldsOnForm(portal, use).flatMap((each) => {
    const mapped = portal.fields[each] ?? '';
    return facts.fields.some((field) => sameName(field.id, mapped) || sameName(field.name, mapped)) ? [] : [mapped];
  });
}
