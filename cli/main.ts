/** The `leasehold` command. Exit 0: done; 1: refused or failed; 2: wrong usage. */
import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { birthrightCommand } from './commands/birthright.ts';
import { configCommand } from './commands/config.ts';
import { doctorCommand } from './commands/doctor.ts';
import { grantsCommand, requestsCommand } from './commands/requests.ts';
import { reviewCommand } from './commands/review.ts';
import { revokeCommand } from './commands/revoke.ts';
import { setupCommand } from './commands/setup.ts';
import { simulateCommand } from './commands/simulate.ts';

function createProgram(): Command {
  const program = new Command('leasehold')
    .description('Access governance for companies that live in Jira and Okta.')
    .option('--url <address>', 'where Leasehold runs (PUBLIC_URL, or http://127.0.0.1:8080)')
    .option('--token <token>', 'an API token (LEASEHOLD_TOKEN)')
    .option('--json', 'JSON instead of tables')
    .option('--debug', 'show the stack of a failure')
    .addHelpText(
      'after',
      '\nExamples:\n  leasehold requests list --state awaiting_approval\n  leasehold simulate --subject ann@acme.test --application okta --access-level Admin\n  leasehold config check leasehold.yaml',
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
    setupCommand(),
    doctorCommand(),
  ])
    program.addCommand(command);
  throwInsteadOfExit(program);
  return program;
}

/** Wrong usage becomes an exception, so that it ends in exit code 2. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const each of command.commands) throwInsteadOfExit(each);
}

const program = createProgram();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const debug = program.opts<{ debug?: boolean }>().debug === true;
    console.error(
      debug && error instanceof Error ? error.stack : error instanceof Error ? error.message : String(error),
    );
    process.exitCode = 1;
  }
}
