/** The two initial sites: acme's, with a portal that is set up, and an empty one. */
import { BOT, PEOPLE } from '../people.ts';
import type {
  FormField,
  JiraContext,
  JiraField,
  JiraProject,
  JiraState,
  JiraStatus,
  JiraTransition,
  JiraUser,
} from './state.ts';

export interface JiraSeed {
  readonly applications?: readonly string[];
  readonly accessTypes?: readonly string[];
}

/** Jira's kinds of custom fields. */
const KINDS = {
  select: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
  text: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
  user: 'com.atlassian.jira.plugin.system.customfieldtypes:userpicker',
  users: 'com.atlassian.jira.plugin.system.customfieldtypes:multiuserpicker',
  datetime: 'com.atlassian.jira.plugin.system.customfieldtypes:datetime',
  checkboxes: 'com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes',
} as const;

const STATUSES: readonly (readonly [name: string, category: JiraStatus['category']])[] = [
  ['Waiting for approval', 'TODO'],
  ['Approved', 'IN_PROGRESS'],
  ['Denied', 'DONE'],
  ['Declined', 'DONE'],
  ['Revoked', 'DONE'],
  ['Access Granted', 'DONE'],
  ['Access Expired', 'DONE'],
  ['Needs Attention', 'IN_PROGRESS'],
  ['Canceled', 'DONE'],
  ['In Progress', 'IN_PROGRESS'],
];

const ISSUE_TYPES = [
  { id: '10011', name: '[System] Service request' },
  { id: '10012', name: '[System] Service request with approvals' },
];

/** From any status to another. */
export function globalTransition(to: string, id: string): JiraTransition {
  return { id, name: `Move to ${to}`, from: 'any', to };
}

/** Ids of transitions, numbered as in Jira. */
export function transitionId(index: number): string {
  return String(11 + index * 10);
}

/** acme's site, as `npm start` shows it. */
export function freshJira(seed: JiraSeed = {}): JiraState {
  const empty = emptyJira();
  const agents = empty.users.filter((user) => user.accountType !== 'customer').map((user) => user.accountId);
  const statuses = STATUSES.map(([name, category], index) => ({ id: String(10_031 + index), name, category }));
  const project: JiraProject = {
    id: '10005',
    key: 'ACCESS',
    name: 'Access Requests',
    serviceDeskId: '3',
    issueTypes: ISSUE_TYPES,
    workflow: {
      statuses: statuses.map((status) => status.name),
      transitions: statuses.map((status, index) => globalTransition(status.name, transitionId(index))),
    },
    roles: projectRoles([BOT.jiraId], agents),
  };
  const requestType = (id: string, name: string) => ({
    id,
    name,
    description: '',
    issueTypeId: '10012',
    groupIds: ['12'],
    form: FORM,
  });
  return {
    ...empty,
    project,
    requestTypes: [
      requestType('41', 'Request Application Access'),
      requestType('42', 'Request Access Removal'),
      requestType('43', 'Request Access Change'),
    ],
    statuses,
    fields: [
      ...empty.fields,
      custom('customfield_10101', 'Application', KINDS.select, seed.applications ?? ['Okta']),
      custom('customfield_10102', 'Access Type', KINDS.select, seed.accessTypes ?? ['Admin', 'Viewer']),
      custom('customfield_10103', 'Duration', KINDS.text),
      custom('customfield_10105', 'For whom', KINDS.user),
      custom('customfield_10107', 'Start', KINDS.datetime),
      custom('customfield_10108', 'Break glass', KINDS.select, ['Yes', 'No']),
    ],
  };
}

const FORM: FormField[] = [
  { fieldId: 'customfield_10101', label: 'Application', required: true },
  { fieldId: 'customfield_10102', label: 'Access Type', required: true },
  { fieldId: 'customfield_10103', label: 'Duration', required: false },
  { fieldId: 'customfield_10105', label: 'For whom', required: false },
  { fieldId: 'customfield_10107', label: 'Start', required: false },
  { fieldId: 'customfield_10108', label: 'Break glass', required: false },
  { fieldId: 'description', label: 'Why', required: false },
];

/** A site with only Jira Service Management: the service's account, an admin and people. */
export function emptyJira(): JiraState {
  const users: JiraUser[] = [
    ...PEOPLE.map((person) => ({
      accountId: person.jiraId,
      displayName: `${person.firstName} ${person.lastName}`,
      emailAddress: person.email,
      emailHidden: person.emailHidden ?? false,
      accountType: person.jiraId.startsWith('qm:') ? ('customer' as const) : ('atlassian' as const),
    })),
    {
      accountId: BOT.jiraId,
      displayName: BOT.displayName,
      emailAddress: BOT.email,
      emailHidden: false,
      accountType: 'app' as const,
    },
  ];
  return {
    cloudId: '11223344-a1b2-4b33-8c44-def123456789',
    nextId: 20_000,
    nextNumber: 1,
    project: null,
    requestTypes: [],
    statuses: [
      { id: '10000', name: 'To Do', category: 'TODO' },
      { id: '10001', name: 'In Progress', category: 'IN_PROGRESS' },
      { id: '10002', name: 'Done', category: 'DONE' },
    ],
    fields: [
      ...['summary', 'description', 'status', 'project', 'created', 'updated'].map((id) => ({
        id,
        name: id[0]?.toUpperCase() + id.slice(1),
        type: 'string',
      })),
      { id: 'reporter', name: 'Reporter', type: 'user' },
      { id: 'assignee', name: 'Assignee', type: 'user' },
      {
        id: 'customfield_10010',
        name: 'Request Type',
        custom: 'com.atlassian.servicedesk:vp-origin',
        type: 'sd-customerrequesttype',
      },
      {
        id: 'customfield_10106',
        name: 'Approvers',
        custom: KINDS.users,
        type: 'array',
        items: 'user',
      },
    ],
    users,
    groups: [
      {
        name: 'jira-admins',
        groupId: '5b1c0000-0000-4000-8000-0000000000aa',
        members: PEOPLE.filter((each) => each.email === 'admin@acme.test').map((each) => each.jiraId),
      },
    ],
    issues: [],
    webhooks: [],
    failedWebhooks: [],
    withheld: [],
    accountIsApp: false,
  };
}

/** The roles of a service project. */
function projectRoles(administrators: readonly string[], team: readonly string[]): JiraProject['roles'] {
  return [
    { id: '10002', name: 'Administrators', members: [...administrators] },
    { id: '10101', name: 'Service Desk Team', members: [...team] },
    { id: '10102', name: 'Service Desk Customers', members: [] },
  ];
}

/** A new service project with the contents of Jira's template. */
export function templateProject(id: string, key: string, name: string, creator: string): JiraProject {
  return {
    id,
    key,
    name,
    serviceDeskId: '3',
    issueTypes: ISSUE_TYPES,
    workflow: { statuses: [], transitions: [] },
    roles: projectRoles([creator], [creator]),
  };
}

/** The statuses of the template's workflow. */
export const TEMPLATE_STATUSES: readonly (readonly [name: string, category: JiraStatus['category']])[] = [
  ['Waiting for approval', 'TODO'],
  ['Waiting for support', 'TODO'],
  ['Resolved', 'DONE'],
  ['Canceled', 'DONE'],
];

function custom(id: string, name: string, kind: string, values?: readonly string[]): JiraField {
  const number = Number(id.slice('customfield_'.length));
  const options = (values ?? []).map((value, index) => ({
    id: String(number + 100 + index * 20),
    value,
    disabled: false,
  }));
  return { ...typeOf(kind), id, name, custom: kind, contexts: [globalContext(String(number + 50), name, options)] };
}

/** The context that Jira gives a new custom field. */
export function globalContext(id: string, name: string, options: JiraContext['options'] = []): JiraContext {
  return {
    id,
    name: `Default Configuration Scheme for ${name}`,
    description: 'Default configuration scheme generated by Jira',
    isGlobal: true,
    projects: [],
    options,
  };
}

/** How a kind of field stores its value. */
export function typeOf(kind: string): Pick<JiraField, 'type' | 'items'> {
  switch (kind) {
    case KINDS.select:
      return { type: 'option' };
    case KINDS.checkboxes:
      return { type: 'array', items: 'option' };
    case KINDS.user:
      return { type: 'user' };
    case KINDS.users:
      return { type: 'array', items: 'user' };
    case KINDS.datetime:
      return { type: 'datetime' };
    default:
      return { type: 'string' };
  }
}
