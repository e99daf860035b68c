/** `leasehold requests list|show`. */
import { Command, Option } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import { describeLength } from '../../../domain/duration.ts';
import { REQUEST_STATES } from '../../../domain/state.ts';
import { contextOf } from '../context.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { fromNow, inIso, printFacts, printJson, printLine, printTable } from '../print.ts';

interface Filter extends PagingOptions {
  readonly state?: Schemas['RequestState'];
  readonly application?: string;
  readonly subject?: string;
  readonly waitingFor?: string;
}

export function requestsCommand(): Command {
  const requests = new Command('requests').description('list and show requests');
  const list = requests
    .command('list')
    .description('list requests, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(REQUEST_STATES))
    .option('--application <key>', 'only for this application, or role')
    .option('--subject <email>', 'only access for this person')
    .option('--waiting-for <email>', 'only requests that await this person’s decision')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold requests list --state awaiting_approval\n  leasehold requests list --waiting-for lead@acme.test\n  leasehold requests list --subject ann@acme.test --all --json',
    );
  withPaging(list).action(async (options: Filter, command: Command) => {
    const { api, json } = contextOf(command);
    const { state, application, subject, waitingFor, ...paging } = options;
    const filter = { state, application, subject, waitingFor };
    const page = await readList(paging, (query) =>
      dataOf(api.GET('/api/v1/requests', { params: { query: { ...filter, ...query } } })),
    );
    if (json) return printJson(page);
    printTable(
      ['REQUEST', 'STATE', 'SUBJECT', 'APPLICATION', 'LEVEL', 'UNTIL'],
      page.items.map((each) => [
        each.key,
        each.state,
        each.subject,
        each.application,
        each.accessLevel,
        inIso(each.expiresAt),
      ]),
    );
    tellMore(page);
  });
  requests
    .command('show')
    .argument('<key>', 'the key of the Jira issue')
    .description('show one request with its approvers, grants and timeline')
    .addHelpText('after', '\nExample:\n  leasehold requests show ACCESS-12')
    .action(async (key: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const view = await dataOf(api.GET('/api/v1/requests/{key}', { params: { path: { key } } }));
      if (json) printJson(view);
      else show(view);
    });
  return requests;
}

/** A removal has none. */
function durationOf({ kind, durationMs }: Schemas['Request']): string | null {
  return kind === 'removal' || durationMs === undefined ? null : describeLength(durationMs);
}

function show(view: Schemas['Request']): void {
  printFacts([
    ['Request', `${view.key} (${view.kind})`],
    ['State', view.state],
    ['Reason', view.reason],
    ['For', view.subject],
    ['By', view.requester === view.subject ? null : view.requester],
    ['Level', [view.application, view.accessLevel].filter((each) => each !== null).join(' / ')],
    ['Duration', durationOf(view)],
    ['Rule', view.rule],
    ['Until', view.expiresAt === null ? null : `${inIso(view.expiresAt)} (${fromNow(view.expiresAt)})`],
    ['Justification', view.justification],
    ['Grants', view.grantIds.join(', ')],
    ['Review', view.review === undefined ? null : `${view.review.id}, due ${inIso(view.review.dueAt)}`],
    ['Jira', view.links.jira],
    ['Temporal', view.links.temporal],
  ]);
  if (view.stages.length > 0) {
    printLine();
    printTable(
      ['STAGE', 'STATE', 'NEEDS', 'APPROVER', 'AS', 'DECIDED'],
      view.stages.flatMap((stage, index) =>
        stage.approvers.map(({ email, via }) => {
          const decision = view.decisions.find((each) => each.stage === index && (each.inPlaceOf ?? each.by) === email);
          const decided = decision === undefined ? '' : `${decision.decision}, ${inIso(decision.at)}`;
          return [stage.name, stage.state, String(stage.require), email, via, decided];
        }),
      ),
    );
  }
  printLine();
  printTable(
    ['WHEN', 'ACTOR', 'ACTION', 'REASON'],
    view.timeline.map((each) => [inIso(each.at), each.actor, each.action, each.reason ?? '']),
  );
}
