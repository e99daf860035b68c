/** `leasehold grants list|show`. */

import { Command, Option } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import { describeDuration } from '../../../domain/duration.ts';
import { GRANT_STATES } from '../../../domain/state.ts';
import { contextOf } from '../context.ts';
import { comingInstant } from '../options.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { fromNow, inIso, printFacts, printJson, printLine, printTable } from '../print.ts';

type Grant = Schemas['Grant'];

interface Filter extends PagingOptions {
  readonly subject?: string;
  readonly application?: string;
  readonly accessLevel?: string;
  readonly state?: Grant['state'];
  readonly expiresBefore?: string;
}

export function grantsCommand(): Command {
  const grants = new Command('grants').description('list and show grants');
  const list = grants
    .command('list')
    .description('list grants, newest first')
    .option('--subject <email>', 'only grants of this person')
    .option('--application <key>', 'only in this application')
    .option('--access-level <name>', 'only on this level')
    .addOption(new Option('--state <state>', 'only in this state').choices(GRANT_STATES))
    .option('--expires-before <when>', 'only grants that end before an instant, or within a time (24h)', comingInstant)
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold grants list --subject ann@acme.test --state active\n  leasehold grants list --state active --expires-before 24h\n  leasehold grants list --application okta --access-level Admin --all --json',
    );
  withPaging(list).action(async (options: Filter, command: Command) => {
    const { api, json } = contextOf(command);
    const { subject, application, accessLevel, state, expiresBefore, ...paging } = options;
    const filter = { subject, application, accessLevel, state, expiresBefore };
    const page = await readList(paging, (query) =>
      dataOf(api.GET('/api/v1/grants', { params: { query: { ...filter, ...query } } })),
    );
    if (json) return printJson(page);
    const now = Date.now();
    printTable(
      ['GRANT', 'STATE', 'SINCE', 'UNTIL', 'ENDS'],
      page.items.map((each) => [
        each.id,
        each.state,
        inIso(each.since),
        inIso(each.expiresAt),
        each.state === 'active' ? (fromNow(each.expiresAt, now) ?? 'when revoked') : '',
      ]),
    );
    tellMore(page);
  });
  grants
    .command('show')
    .argument('<id>', '<application>/<person>/<level>')
    .description('show one grant and its requests')
    .addHelpText('after', '\nExample:\n  leasehold grants show okta/ann@acme.test/Admin')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const grant = await dataOf(api.GET('/api/v1/grants/{id}', { params: { path: { id } } }));
      if (json) printJson(grant);
      else show(grant);
    });
  return grants;
}

function show(grant: Grant): void {
  const forEver = grant.state === 'active' ? 'revoked' : null;
  printFacts([
    ['Grant', grant.id],
    ['State', grant.state],
    ['Since', inIso(grant.since)],
    ['Until', grant.expiresAt === null ? forEver : `${inIso(grant.expiresAt)} (${fromNow(grant.expiresAt)})`],
  ]);
  printLine();
  printTable(
    ['REQUEST', 'STATE', 'RULE', 'DURATION', 'FROM', 'UNTIL', 'ENDED', 'BY'],
    grant.leases.map((each) => [
      each.requestKey,
      each.state,
      each.rule,
      each.durationMs === null ? 'until revoked' : describeDuration(each.durationMs),
      inIso(each.startedAt),
      inIso(each.expiresAt),
      each.endReason === null ? '' : `${each.endReason}, ${inIso(each.endedAt) ?? ''}`,
      each.endedBy ?? '',
    ]),
  );
}
