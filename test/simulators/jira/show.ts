/** Objects in the format of Jira's REST API and webhooks. */
import type { JiraChange, JiraComment, JiraField, JiraIssue, JiraState, JiraStatus, JiraUser } from './state.ts';

/** Jira's format of an instant. */
function jiraTime(iso: string): string {
  return iso.replace('Z', '+0000');
}

export interface Shower {
  user(accountId: string | null): object | null;
  status(name: string): object;
  issue(issue: JiraIssue): object;
  change(change: JiraChange): object;
  comment(issue: JiraIssue, comment: JiraComment): object;
}

/** @param url the base address of `self` links. */
export function createShower(state: JiraState, url: () => string): Shower {
  const user = (accountId: string | null): object | null => {
    const found = state.users.find((each) => each.accountId === accountId);
    return found === undefined ? null : showUser(found, url());
  };
  const value = (id: string, kept: JiraIssue['fields'][string]): unknown => {
    const field = state.fields.find((each) => each.id === id);
    if (kept === null || kept === undefined) return null;
    if (Array.isArray(kept))
      return kept.map((each: string) => (field?.items === 'option' ? option(field, each) : user(each)));
    if (field?.type === 'user') return user(String(kept));
    return field === undefined ? kept : option(field, String(kept));
  };
  /** A selected option, even if it has been retired since. */
  const option = (field: JiraField, kept: string): unknown => {
    const found = (field.contexts ?? []).flatMap((each) => each.options).find((each) => each.value === kept);
    if (found === undefined) return kept;
    return { self: `${url()}/rest/api/3/customFieldOption/${found.id}`, value: found.value, id: found.id };
  };
  const status = (name: string): object => {
    const found = state.statuses.find((each) => each.name === name);
    return {
      self: `${url()}/rest/api/3/status/${found?.id}`,
      description: '',
      iconUrl: `${url()}/images/icons/status.png`,
      name,
      id: found?.id ?? '0',
      statusCategory: showCategory(found?.category ?? 'TODO', url()),
    };
  };
  return {
    user,
    status,
    issue(issue) {
      const known = state.requestTypes.find((each) => each.name === issue.requestType);
      const type = known ?? (issue.requestType === null ? undefined : { id: '99', name: issue.requestType });
      const custom = Object.fromEntries(
        state.fields
          .filter((field) => field.id.startsWith('customfield_'))
          .map((field) => [field.id, value(field.id, issue.fields[field.id] ?? null)]),
      );
      return {
        id: issue.id,
        self: `${url()}/rest/api/3/issue/${issue.id}`,
        key: issue.key,
        fields: {
          ...custom,
          issuetype: {
            self: `${url()}/rest/api/3/issuetype/10012`,
            id: '10012',
            name: 'Service Request with Approvals',
            subtask: false,
          },
          project: {
            self: `${url()}/rest/api/3/project/${state.project?.id}`,
            id: state.project?.id,
            key: issue.project,
            name: state.project?.name,
            projectTypeKey: 'service_desk',
            simplified: false,
          },
          customfield_10010:
            type === undefined
              ? null
              : {
                  requestType: { id: type.id, name: type.name, serviceDeskId: '3', portalId: '3' },
                  currentStatus: { status: issue.status },
                },
          status: status(issue.status),
          summary: issue.summary,
          description:
            issue.description === ''
              ? null
              : {
                  type: 'doc',
                  version: 1,
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: issue.description }] }],
                },
          reporter: user(issue.reporter),
          creator: user(issue.creator ?? issue.reporter),
          resolution: issue.resolution == null ? null : { id: '10000', name: issue.resolution },
          assignee: user(issue.assignee),
          created: jiraTime(issue.created),
          updated: jiraTime(issue.updated),
        },
      };
    },
    change: (change) => ({
      id: change.id,
      author: user(change.author),
      created: jiraTime(change.created),
      // An empty value is an empty text here, and null in webhooks.
      items: change.items.map((item) => ({
        ...Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value ?? ''])),
        fieldtype: item.fieldId.startsWith('customfield') ? 'custom' : 'jira',
      })),
    }),
    comment: (issue, comment) => ({
      self: `${url()}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
      id: comment.id,
      author: user(comment.author),
      updateAuthor: user(comment.author),
      body: comment.body,
      created: jiraTime(comment.created),
      updated: jiraTime(comment.created),
      jsdPublic: true,
    }),
  };
}

const CATEGORIES = {
  TODO: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  IN_PROGRESS: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  DONE: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

function showCategory(category: JiraStatus['category'], url: string): object {
  return { self: `${url}/rest/api/3/statuscategory/${CATEGORIES[category].id}`, ...CATEGORIES[category] };
}

/** A user; the e-mail only if it is not hidden. */
export function showUser(user: JiraUser, url: string): object {
  return {
    self: `${url}/rest/api/3/user?accountId=${encodeURIComponent(user.accountId)}`,
    accountId: user.accountId,
    accountType: user.accountType,
    ...(user.emailHidden ? {} : { emailAddress: user.emailAddress }),
    avatarUrls: {},
    displayName: user.displayName,
    active: user.active !== false,
    timeZone: 'Europe/Berlin',
  };
}
