/** An administrator's changes in Jira's settings: by REST, on the pages, and from tests. */
import { BOT } from '../people.ts';
import { globalContext, globalTransition, TEMPLATE_STATUSES, templateProject, transitionId, typeOf } from './fresh.ts';
import { JiraRefusal } from './refusal.ts';
import type {
  AdminWebhook,
  JiraContext,
  JiraField,
  JiraOption,
  JiraProject,
  JiraRequestType,
  JiraState,
  JiraStatus,
  JiraWorkflow,
} from './state.ts';

export interface SiteAdmin {
  createProject(key: string, name: string, creator: string): JiraProject;
  createStatus(name: string, category: JiraStatus['category']): JiraStatus;
  createField(field: { name: string; type: string; description?: string }): JiraField;
  createContext(fieldId: string, name: string, description: string, projects: readonly string[]): JiraContext;
  addOptions(
    fieldId: string,
    contextId: string,
    options: readonly { value: string; disabled?: boolean }[],
  ): JiraOption[];
  updateOptions(
    fieldId: string,
    contextId: string,
    options: readonly { id: string; value?: string; disabled?: boolean }[],
  ): void;
  createRequestType(name: string, description: string, issueTypeId: string): JiraRequestType;
  saveWebhook(webhook: Omit<AdminWebhook, 'id'>, id?: string): AdminWebhook;
  /** Manually: adds a status to the workflow, with a transition from any other. */
  drawStatus(name: string): void;
  /** Manually: removes a status from the workflow. */
  removeStatus(name: string): void;
  /** Manually: adds an approval step to a status of the workflow, or removes it. */
  setApprovalStep(step: JiraWorkflow['approvalStep']): void;
  /** Manually: removes the transitions to a status, which stays in the workflow. */
  removeTransitionsTo(name: string): void;
  /** Manually: adds a field to the form of a request type. Both by name; fields also by id. */
  placeField(requestType: string, field: string, label?: string): void;
  takeFieldOff(requestType: string, field: string): void;
  /** Manually: shows a request type in the portal, or hides it. */
  showInPortal(requestType: string, shown?: boolean): void;
  /** Manually: adds people to the project's team, or removes them, by e-mail. */
  setTeam(email: string, member: boolean): void;
  removeOption(field: string, value: string): void;
  /** Revokes a permission of the service's account, or of a person by e-mail, or restores it. */
  permit(permission: string, given: boolean, email?: string): void;
}

export function createAdmin(state: JiraState, save: () => void): SiteAdmin {
  const nextId = (): string => {
    state.nextId += 1;
    return String(state.nextId);
  };
  const project = (): JiraProject => {
    if (state.project === null) throw new JiraRefusal(404, 'There is no project.');
    return state.project;
  };
  const field = (idOrName: string): JiraField => {
    const found = state.fields.find((each) => each.id === idOrName || each.name === idOrName);
    if (found === undefined) throw new JiraRefusal(404, `The custom field was not found: ${idOrName}`);
    return found;
  };
  const context = (fieldId: string, contextId: string): JiraContext => {
    const found = field(fieldId).contexts?.find((each) => each.id === contextId);
    if (found === undefined) throw new JiraRefusal(404, 'The custom field context was not found.');
    return found;
  };
  const requestType = (name: string): JiraRequestType => {
    const found = state.requestTypes.find((each) => each.name === name);
    if (found === undefined) throw new JiraRefusal(404, `There is no request type ${name}.`);
    return found;
  };
  const saved = <Value>(value: Value): Value => {
    save();
    return value;
  };

  const admin: SiteAdmin = {
    createProject(key, name, creator) {
      if (state.project !== null) throw new JiraRefusal(400, 'A project with that project key already exists.');
      const created = templateProject(nextId(), key, name, creator);
      state.project = created;
      for (const [status, category] of TEMPLATE_STATUSES) {
        if (!state.statuses.some((each) => each.name === status)) admin.createStatus(status, category);
        admin.drawStatus(status);
      }
      return saved(created);
    },
    createStatus(name, category) {
      const shared = state.statuses.filter((each) => each.scope === undefined);
      if (shared.some((each) => each.name.toLowerCase() === name.toLowerCase()))
        throw new JiraRefusal(409, `The status name ${name} is already in use.`);
      const status = { id: nextId(), name, category };
      state.statuses.push(status);
      return saved(status);
    },
    createField({ name, type, description }) {
      const id = `customfield_${nextId()}`;
      const created: JiraField = {
        ...typeOf(type),
        id,
        name,
        custom: type,
        ...(description === undefined ? {} : { description }),
        contexts: [globalContext(nextId(), name)],
      };
      state.fields.push(created);
      return saved(created);
    },
    createContext(fieldId, name, description, projects) {
      const created = { id: nextId(), name, description, isGlobal: projects.length === 0, projects, options: [] };
      const { contexts = [] } = field(fieldId);
      if (contexts.some((each) => each.isGlobal && created.isGlobal))
        throw new JiraRefusal(409, 'There can only be one global context.');
      field(fieldId).contexts = [...contexts, created];
      return saved(created);
    },
    addOptions(fieldId, contextId, options) {
      const { options: there } = context(fieldId, contextId);
      return saved(
        options.map(({ value, disabled = false }) => {
          if (there.some((each) => each.value === value))
            throw new JiraRefusal(400, `The option ${value} already exists.`);
          const option = { id: nextId(), value, disabled };
          there.push(option);
          return option;
        }),
      );
    },
    updateOptions(fieldId, contextId, options) {
      for (const { id, value, disabled } of options) {
        const option = context(fieldId, contextId).options.find((each) => each.id === id);
        if (option === undefined) throw new JiraRefusal(404, 'The option was not found.');
        option.value = value ?? option.value;
        option.disabled = disabled ?? option.disabled;
      }
      save();
    },
    createRequestType(name, description, issueTypeId) {
      if (state.requestTypes.some((each) => each.name === name))
        throw new JiraRefusal(400, 'A request type with that name already exists.');
      if (!project().issueTypes.some((each) => each.id === issueTypeId))
        throw new JiraRefusal(400, 'The issue type is not part of the project.');
      // As in Jira: the form has only the fields that the issue type requires, and the type is in no portal group.
      const created: JiraRequestType = {
        id: nextId(),
        name,
        description,
        issueTypeId,
        groupIds: [],
        form: [{ fieldId: 'summary', label: 'Summary', required: true }],
      };
      state.requestTypes.push(created);
      return saved(created);
    },
    saveWebhook(webhook, id) {
      const there = state.webhooks.find((each) => each.id === id);
      if (id !== undefined && there === undefined) throw new JiraRefusal(404, 'There is no such webhook.');
      if (there !== undefined) return saved(Object.assign(there, webhook));
      const created = { ...webhook, id: nextId() };
      state.webhooks.push(created);
      return saved(created);
    },
    drawStatus(name) {
      const { workflow } = project();
      if (!workflow.statuses.includes(name)) workflow.statuses.push(name);
      if (!workflow.transitions.some((each) => each.to === name))
        workflow.transitions.push(globalTransition(name, transitionId(Number(nextId()))));
      save();
    },
    removeStatus(name) {
      const { workflow } = project();
      workflow.statuses = workflow.statuses.filter((each) => each !== name);
      admin.removeTransitionsTo(name);
    },
    setApprovalStep(step) {
      project().workflow.approvalStep = step;
      save();
    },
    removeTransitionsTo(name) {
      const { workflow } = project();
      workflow.transitions = workflow.transitions.filter((each) => each.to !== name);
      save();
    },
    placeField(type, name, label) {
      const placed = field(name);
      const { form } = requestType(type);
      if (!form.some((each) => each.fieldId === placed.id))
        form.push({ fieldId: placed.id, label: label ?? placed.name, required: false });
      save();
    },
    takeFieldOff(type, name) {
      const found = requestType(type);
      found.form = found.form.filter((each) => each.fieldId !== field(name).id);
      save();
    },
    showInPortal(type, shown = true) {
      requestType(type).groupIds = shown ? ['12'] : [];
      save();
    },
    setTeam(email, member) {
      const user = state.users.find((each) => each.emailAddress === email);
      const team = project().roles.find((each) => each.name === 'Service Desk Team');
      if (user === undefined || team === undefined) throw new JiraRefusal(404, `There is no ${email}.`);
      team.members = team.members.filter((each) => each !== user.accountId);
      if (member) team.members.push(user.accountId);
      save();
    },
    removeOption(name, value) {
      for (const each of field(name).contexts ?? [])
        each.options = each.options.filter((option) => option.value !== value);
      save();
    },
    permit(permission, given, email) {
      if (email !== undefined) {
        const accountId = state.users.find((each) => each.emailAddress === email)?.accountId ?? '';
        const others = (state.withheldFrom?.[accountId] ?? []).filter((each) => each !== permission);
        state.withheldFrom = { ...state.withheldFrom, [accountId]: given ? others : [...others, permission] };
        return save();
      }
      state.withheld = state.withheld.filter((each) => each !== permission);
      if (!given) state.withheld.push(permission);
      save();
    },
  };
  return admin;
}

/** The selectable options: those of the project's own context, or of the global one. */
export function optionsInForce(state: JiraState, field: JiraField): readonly JiraOption[] {
  const contexts = field.contexts ?? [];
  const own = contexts.find((each) => state.project !== null && each.projects.includes(state.project.id));
  return (own ?? contexts.find((each) => each.isGlobal))?.options.filter((each) => !each.disabled) ?? [];
}

/** Whether a field has options. */
export function hasOptions(field: JiraField): boolean {
  return field.type === 'option' || field.items === 'option';
}

/** Whether an account that signs in by REST has a permission. The service's account has all that are not withheld. */
export function may(state: JiraState, accountId: string, permission: string): boolean {
  return accountId !== BOT.jiraId || !state.withheld.includes(permission);
}

/** Whether a person may do something in the project: team members and administrators may, unless it is withheld. */
export function mayInProject(state: JiraState, accountId: string, permission: string): boolean {
  if (accountId === BOT.jiraId) return may(state, accountId, permission);
  return mayMove(state, accountId) && !(state.withheldFrom?.[accountId] ?? []).includes(permission);
}

/** Whether a person may move requests: team members and administrators may. */
export function mayMove(state: JiraState, accountId: string): boolean {
  if (accountId === BOT.jiraId) return may(state, accountId, 'TRANSITION_ISSUES');
  return (state.project?.roles ?? []).some(
    (role) => role.name !== 'Service Desk Customers' && role.members.includes(accountId),
  );
}
