/** `leasehold simulate`: what would happen if somebody asked; nothing is changed. */
import { Command } from 'commander';
import type { RuleExplanation } from '../../../domain/planning/match-rules.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { duration } from '../options.ts';
import { printJson, printLine, printTable } from '../print.ts';
import { replayFile, showReplay } from '../replay.ts';

interface Simulation {
  readonly outcome: 'planned' | 'declined';
  readonly rule: string | null;
  readonly reason: string | null;
  readonly stages: readonly {
    readonly name: string;
    readonly require: number;
    readonly approvers: readonly { readonly email: string; readonly via: string }[];
  }[];
  readonly expiresAfter: string | null;
  readonly explanation: readonly RuleExplanation[];
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
    .action(async (options: Record<string, string>, command: Command) => {
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
      for (const needed of ['subject', 'application'])
        if (asked[needed] === undefined) command.error(`error: required option '--${needed} <value>' not specified`);
      const simulation = await api.call<Simulation>('POST', '/simulations', asked);
      if (json) printJson(simulation);
      else show(simulation);
      if (simulation.outcome === 'declined') throw new CliError(`It would be declined: ${simulation.reason}`);
    });
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
