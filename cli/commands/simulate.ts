/** `leasehold simulate`: what would happen if somebody asked; nothing is changed. */
import { Command } from 'commander';
import type { RuleExplanation } from '../../domain/match-rules.ts';
import { CliError } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson, printTable } from '../print.ts';

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
    .requiredOption('--subject <email>')
    .requiredOption('--application <key>')
    .option('--access-level <name>')
    .option('--duration <duration>', '8h, 7d, P30D')
    .option('--justification <text>')
    .action(async (options: Record<string, string>, command: Command) => {
      const { api, json } = contextOf(command);
      const simulation = await api.call<Simulation>('POST', '/simulations', options);
      if (json) printJson(simulation);
      else show(simulation);
      if (simulation.outcome === 'declined') throw new CliError(`It would be declined: ${simulation.reason}`);
    });
}

function show(simulation: Simulation): void {
  if (simulation.outcome === 'planned')
    console.log(
      `It would go by rule ${simulation.rule ?? '—'}, for ${simulation.expiresAfter ?? 'as long as it is not revoked'}.\n`,
    );
  const stages = simulation.stages.flatMap((stage) =>
    stage.approvers.map((each) => [stage.name, String(stage.require), each.email, each.via]),
  );
  if (simulation.outcome === 'planned') {
    if (stages.length === 0) console.log('Nobody needs to approve.');
    else printTable(['STAGE', 'NEEDS', 'APPROVER', 'AS'], stages);
  }
  console.log('');
  printTable(
    ['RULE', 'MATCHES', 'BECAUSE'],
    simulation.explanation.map((each) => [each.rule, each.matched ? 'yes' : 'no', each.because]),
  );
}
