/** The pages of Jira Cloud's settings for changes that no public API can make. */
export interface JiraPages {
  readonly requestTypes: string;
  requestType(id: string): string;
  readonly workflows: string;
  readonly permissions: string;
  readonly people: string;
  readonly webhooks: string;
  readonly projects: string;
  readonly fields: string;
  /** Contexts and options of a custom field, by its id (`customfield_10101`). */
  field(id: string): string;
}

/** Where a person creates an API token. */
export const TOKEN_PAGE = 'https://id.atlassian.com/manage-profile/security/api-tokens';

/** @param site the address of the site; @param project the project's key. */
export function jiraPages(site: string, project: string): JiraPages {
  const at = site.replace(/\/+$/, '');
  const requestTypes = `${at}/jira/servicedesk/projects/${project}/settings/request-types`;
  const config = `${at}/plugins/servlet/project-config/${project}`;
  return {
    requestTypes,
    requestType: (id) => `${requestTypes}/${id}`,
    workflows: `${config}/workflows`,
    permissions: `${config}/permissions`,
    people: `${config}/people`,
    webhooks: `${at}/plugins/servlet/webhooks`,
    projects: `${at}/jira/projects`,
    fields: `${at}/jira/settings/issues/fields`,
    field: (id) =>
      `${at}/secure/admin/ConfigureCustomField!default.jspa?customFieldId=${id.replace(/^customfield_/, '')}`,
  };
}
