/** `leasehold setup jira|temporal`: prepares Jira and Temporal before the first start. */
import { Command } from 'commander';
import type { ManualStep } from '../../../domain/portal/manual-steps.ts';
import { canAsk, saysYes } from '../confirm.ts';
import { isJson } from '../context.ts';
import { CliError } from '../failure.ts';
import { printJson, printLine } from '../print.ts';
import { createProgress } from '../progress.ts';

interface JiraOptions {
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly adminEmail?: string;
  readonly adminToken?: string;
  readonly renewSecret?: boolean;
}

interface Planned {
  readonly site: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  readonly manual: readonly ManualStep[];
  readonly done: boolean;
}

export function setupCommand(): Command {
  const setup = new Command('setup').description('prepare Jira and Temporal for Leasehold');
  setup
    .command('jira')
    .description('create or adopt the project, fields, statuses, request types and webhook of the portal')
    .option('--config <file>', 'the configuration file (LEASEHOLD_CONFIG)')
    .option('--dry-run', 'only show the planned steps')
    .option('--yes', 'do not ask for confirmation')
    .option('--admin-email <email>', 'use this account, which administers Jira, instead of the service’s')
    .option('--admin-token <reference>', 'the API token of that account: env:NAME or file:/path')
    .option('--renew-secret', 'save the webhook again with the configured secret')
    .addHelpText(
      'after',
      '\nCan be run at any time: existing objects are adopted, and options follow the configuration.\n\nExamples:\n  leasehold setup jira --dry-run\n  leasehold setup jira --admin-email ann@acme.test --admin-token env:JIRA_ADMIN_TOKEN',
    )
    .action(async (options: JiraOptions, command: Command) => {
      await setUpJira(options, command);
    });
  setup
    .command('temporal')
    .description('register the search attributes, and set a retention of at least 30 days')
    .addHelpText(
      'after',
      '\nCan be run at any time. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and Temporal’s other variables select the server.\n\nExample:\n  TEMPORAL_ADDRESS=temporal.acme.test:7233 leasehold setup temporal',
    )
    .action(async (_options: unknown, command: Command) => {
      const { setUpTemporalFromEnvironment } = await import('../../boot/set-up-temporal.ts');
      const progress = createProgress();
      progress.say('Setting up Temporal');
      const { namespace } = await setUpTemporalFromEnvironment().finally(() => progress.done());
      if (isJson(command)) printJson({ ok: true, namespace });
      else
        printLine(`Temporal namespace ${namespace} is ready: search attributes registered, retention 30 days or more.`);
    });
  return setup;
}

async function setUpJira(options: JiraOptions, command: Command): Promise<void> {
  const json = isJson(command);
  const { adminEmail, adminToken, dryRun = false, yes = false } = options;
  if ((adminEmail === undefined) !== (adminToken === undefined))
    command.error('error: --admin-email and --admin-token go together');
  if (adminToken !== undefined && !/^(env|file):./.test(adminToken))
    command.error('error: --admin-token is a reference (env:NAME or file:/path), never the token itself');
  // Jira's client loads slowly, so only this command imports it.
  const { setUpJira: run } = await import('../../boot/set-up-jira.ts');
  const progress = createProgress();
  progress.say('Reading Jira');
  const result = await run({
    configFile: options.config,
    admin:
      adminEmail === undefined || adminToken === undefined ? undefined : { email: adminEmail, apiToken: adminToken },
    renewSecret: options.renewSecret === true,
    dryRun,
    async agree(planned) {
      progress.done();
      if (!json) showPlan(planned);
      return yes || json || !canAsk() || saysYes('Proceed?');
    },
    progress: (line) => progress.say(line),
  });
  progress.done();
  if (json) printJson({ ok: result.refusals.length === 0 && (result.done || dryRun), ...result });
  else report(result, dryRun);
  if (result.refusals.length > 0)
    throw new CliError(['Nothing was done:', ...result.refusals.map((each) => `  ${each}`)].join('\n'));
  if (!result.done && !dryRun) throw new CliError('Nothing was done.');
}

function showPlan({ site, steps, notes }: Planned): void {
  printLine(`In ${site}:`);
  for (const step of steps) printLine(`  ${step}`);
  for (const note of notes) printLine(`  (${note})`);
}

function report(result: Planned, dryRun: boolean): void {
  const { steps, notes, manual, done } = result;
  if (dryRun && steps.length > 0) {
    showPlan(result);
    printLine('Nothing was changed (--dry-run).');
  } else if (steps.length === 0) {
    printLine(`${result.site} is complete: there is nothing to create.`);
    for (const note of notes) printLine(`  (${note})`);
  } else if (done) printLine('Done.');
  if (manual.length === 0) {
    if (steps.length === 0) printLine('No manual steps remain. To check at any time: leasehold doctor');
    return;
  }
  printLine('\nManual steps, because Jira has no public API for them:');
  manual.forEach((each, index) => {
    printLine(`  ${index + 1}. ${each.what}\n     ${each.link}`);
  });
  printLine('\nThen: leasehold doctor');
}
