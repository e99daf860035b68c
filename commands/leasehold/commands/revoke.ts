/** `leasehold revoke`: ends one or several grants. */
import { Command } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import type { Api } from '../api-client.ts';
import { canAsk, confirm } from '../confirm.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { follow } from '../follow.ts';
import { counted, inIso, printJson, printLine, printTable } from '../print.ts';

interface Options {
  readonly grant?: string[];
  readonly subject?: string;
  readonly application?: string;
  readonly accessLevel?: string;
  readonly reason?: string;
  readonly suspendSubject?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly order?: string;
}

type Revocation = Schemas['Revocation'];
type Order = Schemas['RevocationOrder'];
type Plan = Schemas['RevocationPlan'];

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('end access: one grant, or all that match the options')
    .option('--grant <id...>', 'ids of grants')
    .option('--subject <email>', 'all grants of this person')
    .option('--application <key>', 'all grants in this application')
    .option('--access-level <name>', 'all grants of this level')
    .option('--reason <text>', 'the reason, shown to the people concerned and in the audit trail')
    .option('--suspend-subject', 'also suspend the person in the identity provider')
    .option('--dry-run', 'only show the affected grants')
    .option('--yes', 'do not ask for confirmation')
    .option('--order <id>', 'show the progress of an earlier revocation instead')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold revoke --subject ann@acme.test --reason "left the company" --dry-run\n  leasehold revoke --subject ann@acme.test --reason "left the company" --suspend-subject\n  leasehold revoke --application okta --access-level Admin --reason incident --yes',
    )
    .action(revoke);
}

async function revoke(options: Options, command: Command): Promise<void> {
  const { api, json } = contextOf(command);
  if (options.order !== undefined) {
    if (Object.keys(options).length > 1) command.error('error: --order cannot be combined with other options');
    return tell(await untilDone(api, options.order), json);
  }
  const order = orderOf(options, command);
  if (options.dryRun === true) {
    const plan = await planOf(api, order);
    return json ? printJson(plan) : showPlan(plan);
  }
  if (!json && options.yes !== true && canAsk()) await askFirst(api, order);
  const begun = await dataOf(api.POST('/api/v1/revocations', { body: order }));
  if ('id' in begun) tell(await untilDone(api, begun.id), json);
}

/** Rejects wrong usage before the first API call. */
function orderOf(options: Options, command: Command): Order {
  const { grant: grantIds, subject, application, accessLevel, reason, suspendSubject } = options;
  if ([grantIds, subject, application, accessLevel].every((each) => each === undefined))
    command.error('error: select grants with --grant, --subject, --application or --access-level');
  if (reason === undefined) command.error("error: required option '--reason <text>' not specified");
  if (suspendSubject === true && subject === undefined)
    command.error('error: --suspend-subject needs --subject: the person to suspend');
  return { grantIds, subject, application, accessLevel, reason, suspendSubject };
}

async function planOf(api: Api, order: Order): Promise<Plan> {
  const plan = await dataOf(api.POST('/api/v1/revocations', { body: { ...order, dryRun: true } }));
  if ('items' in plan) return plan;
  throw new CliError(`The revocation was started, not planned. To check it: leasehold revoke --order ${plan.id}`);
}

async function askFirst(api: Api, order: Order): Promise<void> {
  const plan = await planOf(api, order);
  showPlan(plan);
  const suspending = order.suspendSubject === true ? ` and suspend ${order.subject}` : '';
  if (plan.total > 0 || suspending !== '') await confirm(`End ${counted(plan.total, 'grant')}${suspending}?`);
}

function showPlan({ items }: Plan): void {
  printTable(
    ['GRANT', 'STATE', 'UNTIL'],
    items.map((each) => [each.id, each.state, inIso(each.expiresAt)]),
  );
}

function untilDone(api: Api, id: string): Promise<Revocation> {
  return follow({
    look: () => dataOf(api.GET('/api/v1/revocations/{id}', { params: { path: { id } } })),
    isOver: ({ state }) => state === 'done',
    show: ({ revoked, failed, total }, progress) => progress.count('Ending access', revoked + failed, total),
    lookAgain: `To check again: leasehold revoke --order ${id}`,
  });
}

/** @throws CliError that lists the failed grants and parts. */
function tell(order: Revocation, json: boolean): void {
  if (json) printJson(order);
  else if (order.total === 0) printLine('Nothing was revoked: no active access matches.');
  else printLine(`Ended ${order.revoked} of ${order.total}.`);
  if (!json && order.parts.some(({ part, state }) => part === 'suspension' && state === 'done'))
    printLine(`Suspended ${order.suspendSubject}.`);
  const failures = [
    ...order.items.map(({ grantId, ...item }) => ({ name: grantId, ...item })),
    ...order.parts.map(({ part, ...item }) => ({ name: part, ...item })),
  ].filter(({ state }) => state === 'failed');
  if (failures.length > 0)
    throw new CliError(failures.map(({ name, detail }) => `${name}: ${detail ?? 'failed'}`).join('\n'));
}
