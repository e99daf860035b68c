/**
 * The state of the simulated Jira: one service project, its fields, statuses, workflow, webhooks, people and issues.
 */

export interface JiraUser {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly emailHidden: boolean;
  readonly accountType: 'atlassian' | 'customer' | 'app';
  /** Unset is active. */
  active?: boolean;
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

/** One approval per visit of an issue to a status with an approval step. */
export interface JiraApproval {
  readonly id: string;
  readonly name: string;
  readonly created: string;
  completed?: string;
  approvers: { readonly accountId: string; decision: 'approved' | 'declined' | 'pending' }[];
  finalDecision: 'approved' | 'declined' | 'pending';
}

export interface JiraIssue {
  readonly id: string;
  key: string;
  project: string;
  requestType: string | null;
  status: string;
  /** Unset: unresolved. */
  resolution?: string | null;
  summary: string;
  description: string;
  /** Unset in files of an earlier version: the Reporter. */
  readonly creator?: string;
  reporter: string;
  assignee: string | null;
  readonly created: string;
  updated: string;
  /** Custom fields by id: options by value, users by account id (a list for multi-user), text. */
  fields: Record<string, string | readonly string[] | null>;
  changes: JiraChange[];
  comments: JiraComment[];
  /** Unset: never opened. */
  approvals?: JiraApproval[] | undefined;
}

export interface JiraOption {
  readonly id: string;
  value: string;
  disabled: boolean;
}

/** The place where a field applies, and its options. The simulated site's contexts apply to all issue types. */
export interface JiraContext {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly isGlobal: boolean;
  readonly projects: readonly string[];
  options: JiraOption[];
}

export interface JiraField {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly custom?: string;
  readonly type: string;
  readonly items?: string;
  /** Id of the team-managed project that owns it; unset: shared. */
  readonly scope?: string;
  /** Custom fields only. */
  contexts?: JiraContext[];
}

/** A field on a request type's form, with the visible label. */
export interface FormField {
  readonly fieldId: string;
  readonly label: string;
  readonly required: boolean;
}

export interface JiraRequestType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly issueTypeId: string;
  /** Portal groups; a type in none is not visible in the portal. */
  groupIds: string[];
  form: FormField[];
}

export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'TODO' | 'IN_PROGRESS' | 'DONE';
  /** Id of the team-managed project that owns it; unset: shared. */
  readonly scope?: string;
}

export interface JiraTransition {
  readonly id: string;
  readonly name: string;
  /** Names of statuses; `any` is a global transition. */
  readonly from: 'any' | readonly string[];
  readonly to: string;
}

/** The one workflow of the project's issue types; statuses by name. */
export interface JiraWorkflow {
  statuses: string[];
  transitions: JiraTransition[];
  /** An approval step of a status, as the workflow editor adds it; statuses by name. */
  approvalStep?:
    | undefined
    | {
        readonly status: string;
        /** The field of the approvers. */
        readonly fieldId: string;
        readonly required: number | 'all';
        readonly approved: string;
        readonly declined: string;
      };
}

export interface JiraProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly serviceDeskId: string;
  readonly issueTypes: readonly { readonly id: string; readonly name: string }[];
  readonly workflow: JiraWorkflow;
  /** `groups`: ids of groups that are actors of the role. */
  readonly roles: { readonly id: string; readonly name: string; members: string[]; groups?: string[] }[];
}

/** A webhook that an admin registers, manually or by `/rest/webhooks/1.0/webhook`. */
export interface AdminWebhook {
  readonly id: string;
  name: string;
  url: string;
  events: string[];
  jql: string;
  secret: string;
  enabled: boolean;
}

export interface FailedWebhook {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly failureTime: number;
}

export interface JiraState {
  /** Of the site. */
  cloudId: string;
  nextId: number;
  nextNumber: number;
  /** The service project; absent on an empty site. */
  project: JiraProject | null;
  requestTypes: JiraRequestType[];
  /** All statuses of the site; the project's workflow has some of them. */
  statuses: JiraStatus[];
  fields: JiraField[];
  users: JiraUser[];
  groups: { readonly name: string; readonly groupId: string; members: string[] }[];
  issues: JiraIssue[];
  webhooks: AdminWebhook[];
  failedWebhooks: FailedWebhook[];
  /** Permissions that the service's account lacks. */
  withheld: string[];
  /** Permissions that people of the team lack, by account; the others have none. */
  withheldFrom?: Record<string, readonly string[]>;
  /** Whether the service's account is an app (Connect, OAuth 2.0): only apps can see failed webhooks. */
  accountIsApp: boolean;
}
