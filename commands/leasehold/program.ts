/** All commands of `leasehold`. */
import { Command } from 'commander';
import about from '../../package.json' with { type: 'json' };
import { auditCommand } from './commands/audit.ts';
import { birthrightCommand } from './commands/birthright.ts';
import { completionCommand } from './commands/completion.ts';
import { configCommand } from './commands/config.ts';
import { doctorCommand } from './commands/doctor.ts';
import { grantsCommand } from './commands/grants.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { requestsCommand } from './commands/requests.ts';
import { reviewCommand } from './commands/review.ts';
import { revokeCommand } from './commands/revoke.ts';
import { setupCommand } from './commands/setup.ts';
import { simulateCommand } from './commands/simulate.ts';
import { UsageError } from './failure.ts';
import { address } from './options.ts';

export function createProgram(): Command {
  const program = new Command('leasehold')
    .description('Manages temporary access for companies that use Jira and Okta.')
    .version(about.version, '--version', 'print the version')
    .option('--url <address>', 'the address of Leasehold (default: PUBLIC_URL, else http://127.0.0.1:8080)', address)
    .option('--token <token>', 'an API token (better: LEASEHOLD_TOKEN, which process lists do not show)')
    .option('--json', 'print JSON instead of tables; failures as one line of JSON on standard error')
    .option('--debug', 'print the stack of a failure')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 refused or failed, 2 wrong usage.\n\nExamples:\n  leasehold requests list --state awaiting_approval\n  leasehold simulate --subject ann@acme.test --application okta --access-level Admin\n  leasehold config check leasehold.yaml',
    );
  for (const command of [
    configCommand(),
    requestsCommand(),
    grantsCommand(),
    revokeCommand(),
    reviewCommand(),
    simulateCommand(),
    birthrightCommand(),
    auditCommand(),
    reconcileCommand(),
    setupCommand(),
    doctorCommand(),
    completionCommand(program),
  ])
    program.addCommand(command);
  prepare(program, 'leasehold');
  return program;
}

/** Applies the settings that all commands share. */
function prepare(command: Command, path: string): void {
  command
    .exitOverride((error) => {
      throw new UsageError(error, path);
    })
    // Usage errors are reported like other failures.
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true })
    .helpOption('-h, --help', 'show help with examples');
  if (command.commands.length > 0) command.helpCommand('help [command]', 'show help, like --help');
  for (const each of command.commands) prepare(each, `${path} ${each.name()}`);
}
