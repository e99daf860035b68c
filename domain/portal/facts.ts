/**
 * Facts about a Jira site that decide whether a portal works on it; `connectors/jira/portal/set-up/facts.ts` reads
 * them.
 */

/** A fact that Jira may refuse to show. `why` is a sentence. */
export type Readable<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

export interface FieldFacts {
  readonly id: string;
  readonly name: string;
  /** Jira's kind of custom field; null for a system field. */
  readonly custom: string | null;
  /** `option`, `user`, `array`, `string`, `datetime`, … */
  readonly type: string | null;
  /** The type of an `array`'s items. */
  readonly items: string | null;
}

export interface FormFieldFacts {
  readonly fieldId: string;
  /** The label on the form. */
  readonly label: string;
  readonly required: boolean;
  /** The selectable options; empty for fields without options. */
  readonly options: readonly string[];
}

export interface RequestTypeFacts {
  readonly id: string;
  readonly name: string;
  readonly issueTypeId: string;
  /** Whether it is in a portal group, which makes it visible. */
  readonly inPortal: boolean;
  /** Null if it was not read, because the portal does not use this type. */
  readonly form: readonly FormFieldFacts[] | null;
}

export interface ProjectFacts {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** `service_desk`, `software`, … */
  readonly kind: string;
  /** Team-managed projects have their own fields and workflows, which Leasehold does not support. */
  readonly teamManaged: boolean;
  readonly issueTypes: readonly { readonly id: string; readonly name: string }[];
}

/** The statuses that an issue type's workflow has. */
export interface WorkflowFacts {
  readonly issueTypeId: string;
  readonly issueType: string;
  readonly statuses: readonly string[];
}

/** The transitions that a real issue in `from` offers to the service. */
export interface TransitionFacts {
  readonly from: string;
  readonly issueKey: string;
  /** `needs`: fields that its screen requires and that the service does not fill. */
  readonly to: readonly { readonly status: string; readonly needs: readonly string[] }[];
}

/** A workflow's status in which Jira itself asks for approval. */
export interface ApprovalStepFacts {
  readonly workflow: string;
  readonly status: string;
  /** The field of the approvers. */
  readonly fieldId: string;
}

/** The workflows of the mapped request types, and their approval steps. */
export interface ApprovalFacts {
  readonly workflows: readonly string[];
  readonly steps: readonly ApprovalStepFacts[];
}

export interface PermissionFacts {
  readonly key: string;
  readonly name: string;
  readonly given: boolean;
}

export interface WebhookFacts {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly events: readonly string[];
  /** Empty: issues of all projects. */
  readonly jql: string;
  /** Whether it has a secret; null if Jira does not say. */
  readonly signed: boolean | null;
}

export interface FailedWebhookFacts {
  readonly url: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface PortalFacts {
  /** Address of the site. */
  readonly site: string;
  /** The service's own account. */
  readonly account: { readonly accountId: string; readonly displayName: string };
  readonly project: ProjectFacts | null;
  readonly serviceDeskId: string | null;
  readonly requestTypes: readonly RequestTypeFacts[];
  readonly fields: readonly FieldFacts[];
  readonly workflows: readonly WorkflowFacts[];
  readonly transitions: readonly TransitionFacts[];
  /** Null if approvers do not answer Jira's own approvals; then it is not read. */
  readonly approvals: Readable<ApprovalFacts> | null;
  readonly permissions: readonly PermissionFacts[];
  readonly webhooks: Readable<readonly WebhookFacts[]>;
  readonly failedWebhooks: Readable<readonly FailedWebhookFacts[]>;
  /** When an issue of the project was last raised, ISO 8601; null if it has none. */
  readonly lastRaised: string | null;
}

/** The choices of the pickers in the portal's settings, by names and ids. */
export interface PortalChoices {
  readonly projects: readonly { readonly key: string; readonly name: string }[];
  /** Of the requested project; empty if it is no service project. */
  readonly requestTypes: readonly { readonly id: string; readonly name: string; readonly inPortal: boolean }[];
  readonly statuses: readonly string[];
  readonly fields: readonly {
    readonly id: string;
    readonly name: string;
    /** `option`, `user`, `array of user`, `string`, … */
    readonly type: string;
    readonly custom: boolean;
  }[];
}

/** The fields that a mapping (an id or a display name) matches; more than one if the name is ambiguous. */
export function fieldsNamed(fields: readonly FieldFacts[], idOrName: string): readonly FieldFacts[] {
  const wanted = idOrName.trim().toLowerCase();
  const byId = fields.filter((field) => field.id.toLowerCase() === wanted);
  return byId.length > 0 ? byId : fields.filter((field) => field.name.toLowerCase() === wanted);
}

export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
