/** Changes to an issue, shared by REST and the pages. Each writes the changelog and sends its webhook. */
import { randomUUID } from 'node:crypto';
import { hasOptions, mayInProject, optionsInForce } from './admin.ts';
import { createApprovals } from './approvals.ts';
import { JiraRefusal } from './refusal.ts';
import type { ChangeItem, JiraField, JiraIssue, JiraState, JiraTransition } from './state.ts';
import type { Webhooks } from './webhooks.ts';

export interface NewIssue {
  readonly requestType: string;
  /** Unset: the Reporter. Another one raises it on behalf of the Reporter. */
  readonly creator?: string;
  readonly reporter: string;
  /** Unset: the service project. */
  readonly project?: string;
  /** ISO 8601; unset: now. */
  readonly created?: string;
  readonly summary: string;
  readonly description?: string;
  readonly fields?: Readonly<Record<string, string | null>>;
}

export interface Actions {
  readonly state: JiraState;
  issue(keyOrId: string): JiraIssue | undefined;
  create(issue: NewIssue): JiraIssue;
  /** Edits fields by id; values as `JiraIssue` keeps them. */
  edit(issue: JiraIssue, actor: string, changes: Readonly<Record<string, string | readonly string[] | null>>): void;
  /** The transitions that the workflow offers from the issue's status. */
  transitionsOf(issue: JiraIssue): readonly JiraTransition[];
  transition(issue: JiraIssue, actor: string, status: string): void;
  comment(
    issue: JiraIssue,
    actor: string,
    body: unknown,
    properties?: JiraIssue['comments'][number]['properties'],
  ): JiraIssue['comments'][number];
  /** A person's edit of a comment: the issue counts as updated, and no issue webhook is sent. */
  rewriteComment(
    issue: JiraIssue,
    comment: JiraIssue['comments'][number],
    body: unknown,
  ): JiraIssue['comments'][number];
  /** An answer of an approver in an approval step. Jira moves the issue in their name when its own quorum is met. */
  answer(issue: JiraIssue, actor: string, approvalId: string, decision: 'approve' | 'decline'): void;
  remove(issue: JiraIssue, actor: string): void;
  /** Moves it to another project, also into the service project: a new key, and the chosen request type or none. */
  moveToProject(issue: JiraIssue, actor: string, project: string, requestType?: string): void;
}

/** The field "Request Type". */
const REQUEST_TYPE = 'customfield_10010';

function moved(field: string, fieldId: string, from: string | null, to: string | null): ChangeItem {
  return { field, fieldId, from: null, fromString: from, to: null, toString: to };
}

export function createActions(state: JiraState, save: () => void, webhooks: Webhooks): Actions {
  const now = (): string => new Date().toISOString();
  const nextId = (): string => {
    state.nextId += 1;
    return String(state.nextId);
  };

  const change = (issue: JiraIssue, actor: string, items: readonly ChangeItem[], event: string): void => {
    if (items.length === 0) return;
    issue.updated = now();
    const entry = { id: nextId(), author: actor, created: issue.updated, items };
    issue.changes.push(entry);
    save();
    webhooks.issueEvent('jira:issue_updated', event, issue, actor, entry);
  };

  const display = (field: JiraField | undefined, value: string | readonly string[] | null): string | null => {
    if (value === null) return null;
    if (Array.isArray(value)) return value.map((each) => display(field, each)).join(', ');
    return state.users.find((user) => user.accountId === value)?.displayName ?? String(value);
  };

  const nextKey = (project: string): Pick<JiraIssue, 'key' | 'project'> => {
    if (project !== state.project?.key)
      return { key: `${project}-${randomUUID().replace(/\D/g, '').slice(0, 4)}`, project };
    state.nextNumber += 1;
    return { key: `${project}-${state.nextNumber - 1}`, project };
  };

  const approvals = createApprovals(state, nextId, now);
  const actions: Actions = {
    state,
    issue: (keyOrId) => state.issues.find((each) => each.key === keyOrId || each.id === keyOrId),

    create({ requestType, reporter, creator = reporter, summary, description, fields, ...where }) {
      const { project } = state;
      if (project === null) throw new JiraRefusal(400, 'There is no service project.');
      const created = where.created ?? now();
      const issue: JiraIssue = {
        id: nextId(),
        ...nextKey(where.project ?? project.key),
        requestType,
        status: project.workflow.statuses[0] ?? 'Open',
        summary,
        description: description ?? '',
        creator,
        reporter,
        assignee: null,
        created,
        updated: created,
        fields: { ...fields },
        changes: [],
        comments: [],
      };
      state.issues.push(issue);
      approvals.follow(issue);
      save();
      // The first item of issue_created is called "Status", later ones "status".
      const first: ChangeItem = {
        field: 'Status',
        fieldId: 'status',
        from: null,
        fromString: null,
        to: null,
        toString: issue.status,
      };
      webhooks.issueEvent('jira:issue_created', 'issue_created', issue, creator, {
        id: nextId(),
        author: creator,
        created,
        items: [first],
      });
      return issue;
    },

    edit(issue, actor, changes) {
      if (!mayInProject(state, actor, 'EDIT_ISSUES'))
        throw new JiraRefusal(403, 'You do not have permission to edit issues in this project.');
      if ('reporter' in changes && !mayInProject(state, actor, 'MODIFY_REPORTER'))
        throw new JiraRefusal(400, "Field 'reporter' cannot be set. It is not on the appropriate screen, or unknown.");
      const items: ChangeItem[] = [];
      for (const [id, value] of Object.entries(changes)) {
        const field = state.fields.find((each) => each.id === id);
        if (field === undefined)
          throw new JiraRefusal(400, `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`);
        const chosen = value === null ? [] : [value].flat();
        const offered = optionsInForce(state, field).map((each) => each.value);
        if (hasOptions(field) && !chosen.every((each) => offered.includes(each)))
          throw new JiraRefusal(400, `Specify a valid value for ${field.name}`);
        const own = id === 'assignee' || id === 'reporter' || id === 'summary' || id === 'description';
        const isType = id === REQUEST_TYPE;
        const before = own ? issue[id] : isType ? issue.requestType : (issue.fields[id] ?? null);
        if (JSON.stringify(before) === JSON.stringify(value)) continue;
        if (isType) issue.requestType = typeof value === 'string' ? value : null;
        else if (own) Object.assign(issue, { [id]: value });
        else issue.fields[id] = value;
        items.push({
          field: own ? id : field.name,
          fieldId: id,
          from: typeof before === 'string' ? before : null,
          fromString: display(field, before),
          to: typeof value === 'string' ? value : null,
          toString: display(field, value),
        });
      }
      approvals.follow(issue);
      change(issue, actor, items, 'assignee' in changes ? 'issue_assigned' : 'issue_updated');
    },

    transitionsOf: (issue) =>
      (state.project?.workflow.transitions ?? []).filter(({ from }) => from === 'any' || from.includes(issue.status)),

    transition(issue, actor, status) {
      const to = state.statuses.find((each) => each.name === status);
      const from = state.statuses.find((each) => each.name === issue.status);
      const leads = actions.transitionsOf(issue).some((each) => each.to === status);
      if (to === undefined || !leads)
        throw new JiraRefusal(400, 'It seems that you have tried to perform a workflow operation that is not valid.');
      if (to.name === issue.status) return;
      const item: ChangeItem = {
        field: 'status',
        fieldId: 'status',
        from: from?.id ?? null,
        fromString: issue.status,
        to: to.id,
        toString: to.name,
      };
      issue.status = to.name;
      approvals.follow(issue);
      change(issue, actor, [item], 'issue_generic');
    },

    rewriteComment(issue, comment, body) {
      comment.body = body;
      issue.updated = now();
      save();
      return comment;
    },
    comment(issue, actor, body, properties = []) {
      const comment = { id: nextId(), author: actor, created: now(), body, properties };
      issue.comments.push(comment);
      issue.updated = comment.created;
      save();
      webhooks.commentEvent(issue, actor, comment);
      return comment;
    },

    answer(issue, actor, approvalId, decision) {
      const moveTo = approvals.answer(issue, actor, approvalId, decision);
      // As on a real site, an answer sends no webhook and sets no new date. Only the move that it causes does.
      save();
      if (moveTo !== undefined) actions.transition(issue, actor, moveTo);
    },

    remove(issue, actor) {
      state.issues = state.issues.filter((each) => each !== issue);
      save();
      webhooks.issueEvent('jira:issue_deleted', 'issue_deleted', issue, actor, undefined);
    },

    moveToProject(issue, actor, project, requestType) {
      if (!mayInProject(state, actor, 'MOVE_ISSUES'))
        throw new JiraRefusal(403, 'You do not have permission to move issues in this project.');
      const before = { key: issue.key, project: issue.project, requestType: issue.requestType };
      Object.assign(issue, nextKey(project), { requestType: requestType ?? null });
      // One entry, as Jira writes it. A request type of the other project is dropped.
      change(
        issue,
        actor,
        [
          moved('project', 'project', before.project, project),
          moved('Key', '', before.key, issue.key),
          ...(before.requestType === issue.requestType
            ? []
            : [moved('Request Type', REQUEST_TYPE, before.requestType, issue.requestType)]),
        ],
        'issue_moved',
      );
    },
  };
  return actions;
}
