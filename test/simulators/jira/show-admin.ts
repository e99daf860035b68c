/** Projects, statuses, fields and permissions in the form that administrators see. */
import type { JiraField, JiraProject, JiraStatus } from './state.ts';

export const GLOBAL: ReadonlySet<string> = new Set(['ADMINISTER', 'USER_PICKER']);

const NAMES: Readonly<Record<string, string>> = {
  SERVICEDESK_AGENT: 'Service Project Agent',
  USER_PICKER: 'Browse users and groups',
};

/** `TRANSITION_ISSUES` becomes "Transition Issues". */
export function nameOfPermission(key: string): string {
  const name = NAMES[key];
  if (name !== undefined) return name;
  return key
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

export function showProject({ id, key, name, issueTypes }: JiraProject, url: string): object {
  return {
    self: `${url}/rest/api/3/project/${id}`,
    id,
    key,
    name,
    projectTypeKey: 'service_desk',
    simplified: false,
    style: 'classic',
    issueTypes: issueTypes.map((type) => ({
      self: `${url}/rest/api/3/issuetype/${type.id}`,
      ...type,
      description: '',
      subtask: false,
    })),
  };
}

export function showStatus({ id, name, category, scope }: JiraStatus): object {
  return { id, name, statusCategory: category, scope: showScope(scope) ?? { type: 'GLOBAL' }, description: '' };
}

function showScope(project: string | undefined): object | undefined {
  return project === undefined ? undefined : { type: 'PROJECT', project: { id: project } };
}

export function isCustom(field: JiraField): boolean {
  return field.id.startsWith('customfield_');
}

export function schemaOf(field: JiraField): object {
  return {
    type: field.type,
    ...(field.items === undefined ? {} : { items: field.items }),
    ...(field.custom === undefined ? {} : { custom: field.custom, customId: Number(field.id.slice(12)) }),
  };
}

/** A field as `GET /field` lists it. */
export function showField(field: JiraField): object {
  return {
    id: field.id,
    key: field.id,
    name: field.name,
    custom: isCustom(field),
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [field.name],
    ...(field.scope === undefined ? {} : { scope: showScope(field.scope) }),
    schema: schemaOf(field),
  };
}
