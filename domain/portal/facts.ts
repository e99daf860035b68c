/**
 * The facts of a Jira site that decide whether a portal works on it; read by `connectors/jira/portal/set-up/facts.ts`.
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
  /** Type of an `array`'s members. */
  readonly items: string | null;
}

export interface FormFieldFacts {
  readonly fieldId: string;
  /** The label on the form. */
  readonly label: string;
  readonly required: boolean;
  /** The choices; empty for fields without options. */
  readonly options: readonly string[];
}

export interface RequestTypeFacts {
  readonly id: string;
  readonly name: string;
  readonly issueTypeId: string;
  /** Whether it is in a group of the portal, so that people see it. */
  readonly inPortal: boolean;
  /** Null where it was not read: the portal does not use this type. */
  readonly form: readonly FormFieldFacts[] | null;
}

export interface ProjectFacts {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** `service_desk`, `software`, … */
  readonly kind: string;
  /** Team-managed projects keep fields and workflows of their own, which Leasehold does not support. */
  readonly teamManaged: boolean;
  readonly issueTypes: readonly { readonly id: string; readonly name: string }[];
}

/** The statuses that an issue type's workflow has. */
export interface WorkflowFacts {
  readonly issueTypeId: string;
  readonly issueType: string;
  readonly statuses: readonly string[];
}

/** The transitions that the service could make from `from`, read from a real issue. */
export interface TransitionFacts {
  readonly from: string;
  readonly issueKey: string;
  /** `needs`: fields that its screen requires and that the service does not fill. */
  readonly to: readonly { readonly status: string; readonly needs: readonly string[] }[];
}

/** Where a workflow lets Jira itself ask for approval. */
export interface ApprovalStepFacts {
  readonly workflow: string;
  readonly status: string;
  /** The field that holds the approvers. */
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
  /** Whether it was saved with a secret; null when Jira does not say. */
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
  /** Null where approvers do not answer Jira's own approvals: then it is not read. */
  readonly approvals: Readable<ApprovalFacts> | null;
  readonly permissions: readonly PermissionFacts[];
  readonly webhooks: Readable<readonly WebhookFacts[]>;
  readonly failedWebhooks: Readable<readonly FailedWebhookFacts[]>;
  /** When an issue of the project was last raised, ISO 8601; null when it has none. */
  readonly lastRaised: string | null;
}

/** Choices for the pickers of the portal's settings, by names and ids. */
export interface PortalChoices {
  readonly projects: readonly { readonly key: string; readonly name: string }[];
  /** Of the requested project; empty when it is no service project. */
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

/** The field that a mapping (an id, or a name as people see it) stands for; several when the name is ambiguous. */
export function fieldsNamed(fields: readonly FieldFacts[], idOrName: string): readonly FieldFacts[] {
  const wanted = idOrName.trim().toLowerCase();
  const byId = fields.filter((field) => field.id.toLowerCase() === wanted);
  return byId.length > 0 ? byId : fields.filter((field) => field.name.toLowerCase() === wanted);
}

export function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
