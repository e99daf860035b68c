/** The portal's requirements on Jira, from the configuration alone. Set-up creates them and the checks verify them. */

import type { Policy, Portal, PortalFields, StatusState } from '../policy.ts';
import { findApplication, STATUS_STATES } from '../policy.ts';
import { type FieldFacts, fieldsNamed, sameName } from './facts.ts';

export type FieldUse = keyof PortalFields;
export type RequestTypeUse = keyof Portal['requestTypes'];

/** The use of a field, in words. */
export const FIELD_USES: Readonly<Record<FieldUse, string>> = {
  application: 'the application',
  accessType: 'the access level',
  approver: 'the approvers',
  duration: 'the length of access',
  justification: 'the reason',
  subject: 'the person who gets the access',
  startAt: 'the start of access',
  breakGlass: 'the emergency mark',
};

/** System fields, which exist on every site and are never created. */
const SYSTEM = ['assignee', 'reporter', 'creator', 'description', 'summary', 'duedate', 'labels', 'environment'];

export function isSystemField(idOrName: string): boolean {
  return SYSTEM.includes(idOrName.trim().toLowerCase());
}

/** The mapped fields that the form of a request type must have. Jira fills reporter and assignee by itself. */
export function fieldsOnForm(portal: Portal, type: RequestTypeUse): readonly FieldUse[] {
  const uses: Readonly<Record<RequestTypeUse, readonly FieldUse[]>> = {
    access: ['application', 'accessType', 'duration', 'justification', 'subject', 'startAt', 'breakGlass'],
    change: ['application', 'accessType', 'duration', 'justification', 'subject'],
    removal: ['application', 'accessType', 'subject'],
  };
  return uses[type].filter((use) => {
    const mapped = portal.fields[use];
    return mapped !== undefined && !['assignee', 'reporter', 'creator'].includes(mapped.trim().toLowerCase());
  });
}

/** The mapped request types, in portal order. */
export function mappedRequestTypes(portal: Portal): readonly { readonly use: RequestTypeUse; readonly name: string }[] {
  return (['access', 'removal', 'change'] as const).flatMap((use) => {
    const name = portal.requestTypes[use];
    return name === undefined ? [] : [{ use, name }];
  });
}

/** The mapped statuses, each once. */
export function mappedStatuses(portal: Portal): readonly { readonly state: StatusState; readonly name: string }[] {
  return STATUS_STATES.flatMap((state) => (portal.statuses[state] ?? []).map((name) => ({ state, name })));
}

/** Whether a field fits its use; if not, a sentence with the required type. */
export function unfit(use: FieldUse, field: FieldFacts): string | undefined {
  const { type, items } = field;
  const kind = type === 'array' ? `array of ${items ?? 'something'}` : (type ?? 'unknown');
  switch (use) {
    case 'application':
    case 'accessType':
      return type === 'option' || type === 'string'
        ? undefined
        : `it is of type ${kind}, and must be a single-select field`;
    case 'approver':
      return type === 'user' || kind === 'array of user'
        ? undefined
        : `it is of type ${kind}, and must hold people: Assignee, a user picker, or Approvers`;
    case 'subject':
      return type === 'user' ? undefined : `it is of type ${kind}, and must hold one person`;
    case 'duration':
      return type === 'string' || type === 'option' ? undefined : `it is of type ${kind}, and must hold text like 8h`;
    case 'justification':
      return type === 'string' ? undefined : `it is of type ${kind}, and must hold text`;
    case 'startAt':
      return type === 'datetime' || type === 'date' ? undefined : `it is of type ${kind}, and must hold a time`;
    case 'breakGlass':
      return type === 'option' || kind === 'array of option'
        ? undefined
        : `it is of type ${kind}, and must be a checkbox or a single-select field`;
  }
}

/** The options that a select field must offer, and those it may: by name or key, as a request may use either. */
export interface WantedOptions {
  readonly needed: readonly string[];
  known(option: string): boolean;
}

/** Applications and roles, as the Application field offers them. */
export function applicationOptions(policy: Policy): WantedOptions {
  const applications = policy.applications.filter((each) => each.accessLevels.length > 0);
  const isRole = (option: string): boolean =>
    policy.roles.some((role) => sameName(role.name, option) || sameName(role.key, option));
  return {
    needed: unique([...applications, ...policy.roles].map((each) => each.name)),
    known: (option) => findApplication(policy, option) !== undefined || isRole(option),
  };
}

/** Access levels of all applications, as the Access Type field offers them. */
export function accessTypeOptions(policy: Policy): WantedOptions {
  const needed = unique(policy.applications.flatMap((each) => each.accessLevels.map((level) => level.name)));
  return { needed, known: (option) => needed.some((name) => sameName(name, option)) };
}

/** Whether an option of the break-glass field marks an emergency. */
export function saysYes(text: string): boolean {
  return /^(yes|true|1|break glass)$/i.test(text.trim());
}

function unique(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.findIndex((each) => sameName(each, name)) === index);
}

/** Permissions that the service's account needs, and the reason. */
export function neededPermissions(portal: Portal): readonly { readonly key: string; readonly why: string }[] {
  const approver = portal.fields.approver?.trim().toLowerCase();
  return [
    { key: 'BROWSE_PROJECTS', why: 'to read requests' },
    { key: 'SERVICEDESK_AGENT', why: 'to work on requests as an agent' },
    { key: 'TRANSITION_ISSUES', why: 'to move requests' },
    { key: 'ADD_COMMENTS', why: 'to report progress' },
    { key: 'EDIT_OWN_COMMENTS', why: 'to keep its comment up to date' },
    { key: 'USER_PICKER', why: 'to find people by their e-mail' },
    ...(approver === 'assignee' ? [{ key: 'ASSIGN_ISSUES', why: 'to show the approvers' }] : []),
    ...(approver === undefined || approver === 'assignee'
      ? []
      : [{ key: 'EDIT_ISSUES', why: 'to show the approvers' }]),
  ];
}

/** Webhook events that Leasehold acts on. */
export const WEBHOOK_EVENTS = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'] as const;

/**
 * Whether approvers answer Jira's own approvals (a multi-user field), which needs no permission to move the request.
 */
export function decidesByApprovals(fields: readonly FieldFacts[], portal: Portal): boolean {
  const [field] = fieldsNamed(fields, portal.fields.approver ?? '');
  return field?.type === 'array' && field.items === 'user';
}
