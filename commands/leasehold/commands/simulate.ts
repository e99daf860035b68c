/** `leasehold simulate`: simulates a request without changing anything. */
import { Command } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { duration } from '../options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { replayFile, showReplay } from '../replay.ts';

type Simulation = Schemas['Simulation'];

interface Options {
  readonly subject?: string;
  readonly application?: string;
  readonly accessLevel?: string;
  readonly duration?: string;
  readonly justification?: string;
  readonly replay?: string;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('simulate a request and explain the result')
    .option('--subject <email>', 'the requester')
    .option('--application <key>', 'an application, or a role')
    .option('--access-level <name>', 'the access level; omit it for a role')
    .option('--duration <duration>', 'the duration: 8h, 7d, P30D', duration)
    .option('--justification <text>', 'the justification of the request')
    .option('--replay <file>', 'instead, plan all past requests under this configuration and list the differences')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold simulate --subject ann@acme.test --application okta --access-level Admin\n  leasehold simulate --replay leasehold.yaml',
    )
    .action(async (options: Options, command: Command) => {
      const { api, json } = contextOf(command);
      const { replay, ...asked } = options;
      if (replay !== undefined) {
        if (Object.keys(asked).length > 0)
          command.error('error: --replay cannot be combined with options of a single request');
        const result = await replayFile(api, replay);
        if (json) printJson(result);
        else showReplay(result, replay);
        return;
      }
      const { subject = missing('subject', command), application = missing('application', command) } = asked;
      const body = { ...asked, subject, application };
      const simulation = await dataOf(api.POST('/api/v1/simulations', { body }));
      if (json) printJson(simulation);
      else show(simulation);
      if (simulation.outcome === 'declined') throw new CliError(`It would be declined: ${simulation.reason}`);
    });
}

function missing(option: string, command: Command): never {
  return command.error(`error: required option '--${option} <value>' not specified`);
}

function show(simulation: Simulation): void {
  if (simulation.outcome === 'planned')
    printLine(
      `Rule ${simulation.rule ?? '—'} would apply. Duration: ${simulation.expiresAfter ?? 'until it is revoked'}.\n`,
    );
  const stages = simulation.stages.flatMap((stage) =>
    stage.approvers.map((each) => [stage.name, String(stage.require), each.email, each.via]),
  );
  if (simulation.outcome === 'planned') {
    if (stages.length === 0) printLine('No approval is required.');
    else printTable(['STAGE', 'NEEDS', 'APPROVER', 'AS'], stages);
  }
  if (simulation.explanation.length === 0) return;
  printLine();
  printTable(
    ['RULE', 'MATCHES', 'BECAUSE'],
    simulation.explanation.map((each) => [each.rule, each.matched ? 'yes' : 'no', each.because]),
  );
}
