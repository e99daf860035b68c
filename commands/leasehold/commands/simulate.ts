/** `leasehold simulate`: what would happen if somebody asked; nothing is changed. */
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
    .description('what would happen if somebody asked, and why')
    .option('--subject <email>', 'who would ask')
    .option('--application <key>', 'an application, or a role')
    .option('--access-level <name>', 'the level; a role has none')
    .option('--duration <duration>', 'for how long: 8h, 7d, P30D', duration)
    .option('--justification <text>', 'what would be written as the reason')
    .option('--replay <file>', 'instead: plan all past requests under this configuration, and list what would differ')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold simulate --subject ann@acme.test --application okta --access-level Admin\n  leasehold simulate --replay leasehold.yaml',
    )
    .action(async (options: Options, command: Command) => {
      const { api, json } = contextOf(command);
      const { replay, ...asked } = options;
      if (replay !== undefined) {
        if (Object.keys(asked).length > 0)
          command.error('error: --replay takes all past requests, so name nobody else');
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
      `It would go by rule ${simulation.rule ?? '—'}, for ${simulation.expiresAfter ?? 'as long as it is not revoked'}.\n`,
    );
  const stages = simulation.stages.flatMap((stage) =>
    stage.approvers.map((each) => [stage.name, String(stage.require), each.email, each.via]),
  );
  if (simulation.outcome === 'planned') {
    if (stages.length === 0) printLine('Nobody needs to approve.');
    else printTable(['STAGE', 'NEEDS', 'APPROVER', 'AS'], stages);
  }
  if (simulation.explanation.length === 0) return;
  printLine();
  printTable(
    ['RULE', 'MATCHES', 'BECAUSE'],
    simulation.explanation.map((each) => [each.rule, each.matched ? 'yes' : 'no', each.because]),
  );
}
