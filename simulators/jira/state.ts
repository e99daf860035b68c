/** What the simulated Jira knows: one service project, its fields, statuses, people and issues. */
import { BOT, PEOPLE } from '../people.ts';

export interface JiraUser {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly emailHidden: boolean;
  readonly accountType: 'atlassian' | 'customer' | 'app';
}

export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}

export interface JiraChange {
  readonly id: string;
  readonly author: string;
  readonly created: string;
  readonly items: readonly ChangeItem[];
}

export interface JiraComment {
  readonly id: string;
  readonly author: string;
  readonly created: string;
  body: unknown;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
}

export interface JiraIssue {
  readonly id: string;
  key: string;
  project: string;
  readonly requestType: string | null;
  status: string;
  summary: string;
  description: string;
  reporter: string;
  assignee: string | null;
  readonly created: string;
  updated: string;
  /** Custom fields by id: options by value, users by account id (a list for multi-user), text. */
  fields: Record<string, string | readonly string[] | null>;
  changes: JiraChange[];
  comments: JiraComment[];
}

export interface JiraField {
  readonly id: string;
  readonly name: string;
  readonly custom?: string;
  readonly type: string;
  options?: { readonly id: string; readonly value: string }[];
}

export interface JiraState {
  nextId: number;
  nextNumber: number;
  project: { readonly id: string; readonly key: string; readonly name: string };
  requestTypes: { readonly id: string; readonly name: string }[];
  statuses: { readonly id: string; readonly name: string }[];
  fields: JiraField[];
  users: JiraUser[];
  groups: { readonly name: string; readonly groupId: string; members: string[] }[];
  issues: JiraIssue[];
}

export interface JiraSeed {
  readonly applications?: readonly string[];
  readonly accessTypes?: readonly string[];
}

const select = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
const userPicker = 'com.atlassian.jira.plugin.system.customfieldtypes:userpicker';
const STATUSES = [
  'Waiting for approval',
  'Approved',
  'Denied',
  'Declined',
  'Revoked',
  'Access Granted',
  'Access Expired',
  'Needs Attention',
  'Canceled',
  'In Progress',
];

export function freshJira(seed: JiraSeed = {}): JiraState {
  const options = (values: readonly string[], from: number) =>
    values.map((value, index) => ({ id: String(from + index), value }));
  return {
    nextId: 20_000,
    nextNumber: 1,
    project: { id: '10005', key: 'ACCESS', name: 'Access Requests' },
    requestTypes: [
      { id: '41', name: 'Request Application Access' },
      { id: '42', name: 'Request Access Removal' },
      { id: '43', name: 'Request Access Change' },
    ],
    statuses: STATUSES.map((name, index) => ({ id: String(10_031 + index), name })),
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
        id: 'customfield_10101',
        name: 'Application',
        custom: select,
        type: 'option',
        options: options(seed.applications ?? ['Okta'], 10_201),
      },
      {
        id: 'customfield_10102',
        name: 'Access Type',
        custom: select,
        type: 'option',
        options: options(seed.accessTypes ?? ['Admin', 'Viewer'], 10_211),
      },
      {
        id: 'customfield_10103',
        name: 'Duration',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
        type: 'string',
      },
      { id: 'customfield_10105', name: 'For whom', custom: userPicker, type: 'user' },
      {
        id: 'customfield_10106',
        name: 'Approvers',
        custom: 'com.atlassian.servicedesk.approvals-plugin:sd-approvals',
        type: 'array',
      },
      {
        id: 'customfield_10107',
        name: 'Start',
        custom: 'com.atlassian.jira.plugin.system.customfieldtypes:datetime',
        type: 'datetime',
      },
      {
        id: 'customfield_10108',
        name: 'Break glass',
        custom: select,
        type: 'option',
        options: options(['Yes', 'No'], 10_221),
      },
    ],
    users: [
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
    ],
    groups: [
      {
        name: 'jira-admins',
        groupId: '5b1c0000-0000-4000-8000-0000000000aa',
        members: PEOPLE.filter((each) => each.email === 'admin@acme.test').map((each) => each.jiraId),
      },
    ],
    issues: [],
  };
}

/** Adds options to a select field, each value once. */
export function addOptions(state: JiraState, fieldId: string, values: readonly string[]): void {
  const field = state.fields.find((each) => each.id === fieldId);
  if (field?.options === undefined) return;
  for (const value of values) {
    if (field.options.some((option) => option.value === value)) continue;
    const id = state.nextId;
    state.nextId += 1;
    field.options.push({ id: String(id), value });
  }
}
