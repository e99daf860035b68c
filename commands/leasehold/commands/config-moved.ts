/** `leasehold config moved`: an application has moved to another organisation of its vendor. */
import { Command } from 'commander';
import { dataOf } from '../../../api/client/client.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { printJson, printLine } from '../print.ts';

export function configMovedCommand(): Command {
  return new Command('moved')
    .argument('<application>', 'the key of the application')
    .argument('<organisation>', 'the id of the organisation, as Test Connection shows it')
    .description('confirm that the address of an application leads to another organisation now')
    .addHelpText(
      'after',
      '\nAll access in the previous organisation must have been taken away.\n\nExample:\n  leasehold config moved okta 00o1n8sbwArJ7OQRw406',
    )
    .action(async (key: string, organisation: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const { checks } = await dataOf(
        api.PUT('/api/v1/applications/{key}/organisation', { params: { path: { key } }, body: { organisation } }),
      );
      const check = checks.find((each) => each.name === 'Organisation') ?? checks.find((each) => !each.ok);
      if (check?.ok !== true) throw new CliError(check?.detail ?? 'The application could not be tested.');
      if (json) printJson(check);
      else printLine(check.detail);
    });
}
