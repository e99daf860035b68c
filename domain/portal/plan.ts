/** Plans the set-up of Jira: the steps from the present site to the portal's requirements. */
import type { Policy, Portal, StatusState } from '../policy.ts';
import { ourWebhook, webhookTroubles } from './check-webhook.ts';
import { fieldsNamed, type PortalFacts, sameName } from './facts.ts';
import {
  accessTypeOptions,
  applicationOptions,
  FIELD_USES,
  type FieldUse,
  isSystemField,
  mappedRequestTypes,
  mappedStatuses,
  type RequestTypeUse,
  unfit,
  type WantedOptions,
} from './needs.ts';

export type StatusCategory = 'TODO' | 'IN_PROGRESS' | 'DONE';

export interface OptionFacts {
  readonly id: string;
  readonly value: string;
  readonly disabled: boolean;
}

/** A select field of the portal, as administrators see it. */
export interface SelectFacts {
  readonly fieldId: string;
  /** Whether set-up created it. Set-up retires options only in its own fields. */
  readonly owned: boolean;
  readonly contexts: readonly {
    readonly id: string;
    readonly name: string;
    readonly isGlobal: boolean;
    readonly options: readonly OptionFacts[];
  }[];
}

/** Facts that only an administrator can read. */
export interface SetUpFacts extends PortalFacts {
  /** Names of all statuses of the site. */
  readonly statuses: readonly string[];
  readonly selects: readonly SelectFacts[];
  /** The project's role of agents; null if it has none of that name. */
  readonly team: { readonly id: string; readonly name: string; readonly members: readonly string[] } | null;
}

export type SetUpStep =
  | { readonly kind: 'project'; readonly key: string; readonly name: string }
  | {
      readonly kind: 'statuses';
      readonly statuses: readonly { readonly name: string; readonly category: StatusCategory }[];
    }
  | { readonly kind: 'field'; readonly use: FieldUse; readonly name: string; readonly options: readonly string[] }
  | {
      readonly kind: 'context';
      readonly fieldId: string;
      readonly field: string;
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'options';
      readonly fieldId: string;
      readonly field: string;
      readonly contextId: string;
      readonly add: readonly string[];
      readonly enable: readonly OptionFacts[];
      readonly disable: readonly OptionFacts[];
    }
  | { readonly kind: 'requestType'; readonly name: string; readonly description: string }
  | { readonly kind: 'team'; readonly accountId: string; readonly who: string }
  | {
      readonly kind: 'webhook';
      /** Set if a webhook exists but has faults. */
      readonly id?: string;
      readonly name: string;
      readonly url: string;
      readonly because: readonly string[];
    };

export type SetUpStepOf<Kind extends SetUpStep['kind']> = Extract<SetUpStep, { readonly kind: Kind }>;

export interface SetUpPlan {
  readonly steps: readonly SetUpStep[];
  /** Objects that set-up leaves alone on purpose. */
  readonly notes: readonly string[];
  /** Questions that a person must settle first. Set-up does nothing while there are any. */
  readonly refusals: readonly string[];
}

export interface SetUpInput {
  readonly facts: SetUpFacts;
  readonly policy: Policy;
  readonly webhookUrl: string;
  /** The service's account, which may differ from the one that runs set-up. */
  readonly service: { readonly accountId: string; readonly displayName: string };
  /** Save the webhook's secret again, even if the webhook has no visible fault. */
  readonly renewSecret: boolean;
}

/** Marks the fields that set-up created, in their description. */
export const FIELD_MARK = 'Managed by Leasehold';

/** The name of a context that set-up creates for its project. */
export function contextName(project: string): string {
  return `Leasehold ${project}`;
}

export function planSetUp(input: SetUpInput): SetUpPlan {
  const { facts, policy } = input;
  const { portal } = policy;
  const fields = planFields(facts, policy);
  const steps: SetUpStep[] = [
    ...(facts.project === null ? [{ kind: 'project', key: portal.project, name: 'Access Requests' } as const] : []),
    ...planTeam(input),
    ...planStatuses(facts, portal),
    ...fields.steps,
    ...planRequestTypes(facts, portal),
    ...planWebhook(input),
  ];
  return { steps, notes: fields.notes, refusals: [...projectRefusals(facts, portal), ...fields.refusals] };
}

function projectRefusals({ project }: SetUpFacts, portal: Portal): readonly string[] {
  if (project === null) return [];
  if (project.kind !== 'service_desk')
    return [`${portal.project} is not a service project; name another key in portal.project.`];
  if (project.teamManaged)
    return [`${portal.project} is team-managed; name a company-managed service project in portal.project.`];
  return [];
}

function planTeam({ facts, service }: SetUpInput): readonly SetUpStep[] {
  // The creator of a project is a member of it.
  if (facts.account.accountId === service.accountId) return [];
  if (facts.project !== null && (facts.team === null || facts.team.members.includes(service.accountId))) return [];
  return [{ kind: 'team', accountId: service.accountId, who: service.displayName }];
}

const CATEGORIES: Readonly<Record<StatusState, StatusCategory>> = {
  pending: 'TODO',
  approved: 'IN_PROGRESS',
  provisioned: 'DONE',
  failed: 'IN_PROGRESS',
  denied: 'DONE',
  declined: 'DONE',
  withdrawn: 'DONE',
  revoked: 'DONE',
  expired: 'DONE',
};

function planStatuses(facts: SetUpFacts, portal: Portal): readonly SetUpStep[] {
  const missing = mappedStatuses(portal)
    .filter(({ name }) => !facts.statuses.some((known) => sameName(known, name)))
    .map(({ state, name }) => ({ name, category: CATEGORIES[state] }));
  return missing.length === 0 ? [] : [{ kind: 'statuses', statuses: missing }];
}

function planFields(facts: SetUpFacts, policy: Policy): SetUpPlan {
  const steps: SetUpStep[] = [];
  const notes: string[] = [];
  const refusals: string[] = [];
  for (const use of Object.keys(FIELD_USES) as FieldUse[]) {
    const mapped = policy.portal.fields[use];
    if (mapped === undefined) continue;
    const found = fieldsNamed(facts.fields, mapped);
    const [field] = found;
    const wanted = optionsFor(policy, use);
    if (field === undefined) {
      if (isSystemField(mapped) || /^customfield_\d+$/i.test(mapped))
        refusals.push(
          `portal.fields.${use} is ${mapped}, which this site does not have; write the name that the field will get, for example ${SUGGESTED[use]}.`,
        );
      else steps.push({ kind: 'field', use, name: mapped, options: wanted?.needed ?? [] });
      continue;
    }
    const trouble = unfit(use, field);
    if (found.length > 1)
      refusals.push(
        `There are ${found.length} fields called “${mapped}” (${found.map((each) => each.id).join(', ')}); write the id of the right one in portal.fields.${use}.`,
      );
    else if (trouble !== undefined)
      refusals.push(`portal.fields.${use} is “${field.name}”, but ${trouble}; map another field, or a new name.`);
    else if (wanted !== undefined && field.type === 'option') {
      const planned = planOptions(facts, policy.portal.project, field.id, field.name, wanted);
      steps.push(...planned.steps);
      notes.push(...planned.notes);
    }
  }
  return { steps, notes, refusals };
}

const SUGGESTED: Readonly<Record<FieldUse, string>> = {
  application: 'Application',
  accessType: 'Access Type',
  approver: 'Access Approvers',
  duration: 'Duration',
  justification: 'description',
  subject: 'For whom',
  startAt: 'Start',
  breakGlass: 'Break glass',
};

/** The options that a field must have; `undefined` for fields without required options. */
function optionsFor(policy: Policy, use: FieldUse): WantedOptions | undefined {
  if (use === 'application') return applicationOptions(policy);
  if (use === 'accessType') return accessTypeOptions(policy);
  // One checkbox. An existing field may word it differently.
  if (use === 'breakGlass') return { needed: ['Yes'], known: () => true };
  return undefined;
}

function planOptions(
  facts: SetUpFacts,
  project: string,
  fieldId: string,
  field: string,
  wanted: WantedOptions,
): Pick<SetUpPlan, 'steps' | 'notes'> {
  const select = facts.selects.find((each) => each.fieldId === fieldId);
  if (select === undefined) return { steps: [], notes: [] };
  const context =
    select.contexts.find((each) => each.name === contextName(project)) ?? select.contexts.find((each) => each.isGlobal);
  if (context === undefined) return { steps: [{ kind: 'context', fieldId, field, options: wanted.needed }], notes: [] };
  const there = (name: string): OptionFacts | undefined =>
    context.options.find((option) => sameName(option.value, name));
  const add = wanted.needed.filter((name) => there(name) === undefined);
  const enable = wanted.needed.flatMap((name) => there(name) ?? []).filter((option) => option.disabled);
  const stray = context.options.filter((option) => !option.disabled && !wanted.known(option.value));
  const disable = select.owned ? stray : [];
  const left = select.owned ? [] : stray;
  return {
    steps:
      add.length + enable.length + disable.length === 0
        ? []
        : [{ kind: 'options', fieldId, field, contextId: context.id, add, enable, disable }],
    notes: left.map(
      (option) =>
        `The option “${option.value}” of “${field}” is left alone: the configuration does not know it, but set-up did not create the field.`,
    ),
  };
}

const DESCRIPTIONS: Readonly<Record<RequestTypeUse, string>> = {
  access: 'Ask for access to an application.',
  removal: 'Give up access, or end someone’s access.',
  change: 'Swap one access level for another.',
};

function planRequestTypes(facts: SetUpFacts, portal: Portal): readonly SetUpStep[] {
  return mappedRequestTypes(portal)
    .filter(({ name }) => !facts.requestTypes.some((type) => sameName(type.name, name)))
    .map(({ use, name }) => ({ kind: 'requestType', name, description: DESCRIPTIONS[use] }));
}

function planWebhook({ facts, policy, webhookUrl, renewSecret }: SetUpInput): readonly SetUpStep[] {
  // An account that cannot see webhooks cannot register them either. A person does it.
  if (!facts.webhooks.ok) return [];
  const name = `Leasehold ${policy.portal.project}`;
  const same = ourWebhook(facts.webhooks.value, webhookUrl);
  const there = same ?? facts.webhooks.value.find((each) => each.name === name);
  if (there === undefined) return [{ kind: 'webhook', name, url: webhookUrl, because: [] }];
  const because = [
    ...(same === undefined ? [`it goes to ${there.url}`] : []),
    ...webhookTroubles(there, policy.portal.project),
    ...(renewSecret ? ['its secret is saved again'] : []),
  ];
  return because.length === 0 ? [] : [{ kind: 'webhook', id: there.id, name: there.name, url: webhookUrl, because }];
}

/** A step as a line of the plan. */
export function describeStep(step: SetUpStep): string {
  const list = (names: readonly string[]): string => names.join(', ');
  switch (step.kind) {
    case 'project':
      return `Create the service project ${step.key}, “${step.name}”`;
    case 'statuses':
      return `Create the statuses ${list(step.statuses.map((each) => each.name))}`;
    case 'field':
      return step.options.length === 0
        ? `Create the field “${step.name}” for ${FIELD_USES[step.use]}`
        : `Create the field “${step.name}” with the options ${list(step.options)}`;
    case 'context':
      return `Let “${step.field}” apply to the project, with the options ${list(step.options)}`;
    case 'options': {
      const parts = [
        ...(step.add.length === 0 ? [] : [`add ${list(step.add)}`]),
        ...(step.enable.length === 0 ? [] : [`enable ${list(step.enable.map((each) => each.value))}`]),
        ...(step.disable.length === 0 ? [] : [`disable ${list(step.disable.map((each) => each.value))}`]),
      ];
      return `Options of “${step.field}”: ${parts.join('; ')}`;
    }
    case 'requestType':
      return `Create the request type “${step.name}”`;
    case 'team':
      return `Add ${step.who} to the project’s team`;
    case 'webhook':
      return step.id === undefined
        ? `Register a webhook to ${step.url}`
        : `Fix the webhook “${step.name}” to ${step.url}: ${step.because.join('; ')}`;
  }
}
