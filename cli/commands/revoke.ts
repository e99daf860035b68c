/** `leasehold revoke`: ends access now, one grant or many. */
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { Grant } from '../../domain/records.ts';
import { CliError } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson, printTable } from '../print.ts';

const LOOK_EVERY_MS = 500;

interface Progress {
  readonly state: 'running' | 'done';
  readonly total: number;
  readonly revoked: number;
  readonly failed: number;
  readonly items: readonly { readonly grantId: string; readonly state: string; readonly detail: string | null }[];
}

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('end access now')
    .option('--grant <id...>', 'grants by id')
    .option('--subject <email>', 'everything that a person holds')
    .option('--application <key>', 'everything in an application')
    .option('--access-level <name>', 'everything on a level')
    .requiredOption('--reason <text>', 'why, for the people concerned and the audit')
    .option('--suspend-subject', 'suspend the person in the identity provider too')
    .option('--dry-run', 'only show what would end')
    .addHelpText(
      'after',
      '\nExample:\n  leasehold revoke --subject ann@acme.test --reason "left the company" --dry-run',
    )
    .action(async (options: Record<string, unknown>, command: Command) => {
      const { api, json } = contextOf(command);
      const { grant: grantIds, subject, application, accessLevel, reason, suspendSubject, dryRun } = options;
      const order = { grantIds, subject, application, accessLevel, reason, suspendSubject, dryRun };
      if (dryRun === true) {
        const plan = await api.call<{ total: number; items: Grant[] }>('POST', '/revocations', order);
        if (json) return printJson(plan);
        printTable(
          ['WOULD END', 'STATE', 'UNTIL'],
          plan.items.map((each) => [each.id, each.state, each.expiresAt]),
        );
        return;
      }
      const { id } = await api.call<{ id: string; total: number }>('POST', '/revocations', order);
      const progress = await untilDone(() => api.call<Progress>('GET', `/revocations/${id}`));
      if (json) printJson(progress);
      else console.log(`Ended ${progress.revoked} of ${progress.total}.`);
      const failures = progress.items.filter((item) => item.state === 'failed');
      if (failures.length > 0)
        throw new CliError(failures.map((item) => `${item.grantId}: ${item.detail ?? 'failed'}`).join('\n'));
    });
}

async function untilDone(look: () => Promise<Progress>): Promise<Progress> {
  for (;;) {
    const progress = await look();
    if (process.stderr.isTTY)
      process.stderr.write(`\rEnding access: ${progress.revoked + progress.failed} of ${progress.total} `);
    if (progress.state === 'done') {
      if (process.stderr.isTTY) process.stderr.write('\n');
      return progress;
    }
    await delay(LOOK_EVERY_MS);
  }
}
