/** `leasehold config changes|approve|reject|revisions`: changes that await a second person, and saved revisions. */
import { Command, Option } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import { CHANGE_STATES, type ChangeState } from '../../../domain/state.ts';
import { contextOf } from '../context.ts';
import { differenceLines } from '../differences.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { inIso, printFacts, printJson, printLine, printTable } from '../print.ts';

export function configChangesCommands(): readonly Command[] {
  return [changesCommand(), approveCommand(), rejectCommand(), revisionsCommand()];
}

function changesCommand(): Command {
  const command = new Command('changes')
    .argument('[id]', 'the id of a change, to show its differences')
    .description('list changes that need a second person, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(CHANGE_STATES))
    .addHelpText('after', '\nExample:\n  leasehold config changes --state pending');
  return withPaging(command).action(
    async (id: string | undefined, { state, ...paging }: PagingOptions & { state?: ChangeState }, command: Command) => {
      const { api, json } = contextOf(command);
      if (id !== undefined) {
        const change = await dataOf(api.GET('/api/v1/configuration/changes/{id}', { params: { path: { id } } }));
        if (json) return printJson(change);
        return showChange(change);
      }
      const page = await readList(paging, (page) =>
        dataOf(api.GET('/api/v1/configuration/changes', { params: { query: { state, ...page } } })),
      );
      if (json) return printJson(page);
      printTable(
        ['CHANGE', 'STATE', 'TARGET', 'AUTHOR', 'AT', 'NOTE'],
        page.items.map((each) => [each.id, each.state, each.what, each.author, inIso(each.createdAt), each.note]),
      );
      tellMore(page);
    },
  );
}

function showChange(change: Schemas['ConfigurationChangeInFull']): void {
  printFacts([
    ['Change', `${change.id}: ${change.what}`],
    ['State', change.state],
    ['Author', `${change.author}, ${inIso(change.createdAt)}`],
    ['Note', change.note],
  ]);
  if (change.state !== 'pending') return;
  if (!change.fresh) printLine('\nIts target has changed since the proposal, so it can only be rejected.');
  console.log(`\n${differenceLines(change.differences, process.stdout)}`);
}

function approveCommand(): Command {
  return new Command('approve')
    .argument('<id>', 'the id of the change')
    .description('approve a change of another admin and save it')
    .option('--comment <text>', 'why')
    .addHelpText('after', '\nExample:\n  leasehold config approve 5f0c2b1e-4a57-4f6c-9d2f-0a1b2c3d4e5f')
    .action(async (id: string, { comment }: { comment?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const change = await dataOf(
        api.POST('/api/v1/configuration/changes/{id}/approval', { params: { path: { id } }, body: { comment } }),
      );
      if (json) printJson(change);
      else printLine(`Saved as revision ${change.savedRevision}.`);
    });
}

function rejectCommand(): Command {
  return new Command('reject')
    .argument('<id>', 'the id of the change')
    .description('reject a change, or withdraw your own')
    .option('--comment <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  leasehold config reject 5f0c2b1e-4a57-4f6c-9d2f-0a1b2c3d4e5f --comment "too wide"',
    )
    .action(async (id: string, { comment }: { comment?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const change = await dataOf(
        api.POST('/api/v1/configuration/changes/{id}/rejection', { params: { path: { id } }, body: { comment } }),
      );
      if (json) printJson(change);
      else printLine(`The change is ${change.state}.`);
    });
}

function revisionsCommand(): Command {
  const command = new Command('revisions')
    .description('list revisions with author and time, newest first')
    .addHelpText('after', '\nExample:\n  leasehold config revisions --limit 5');
  return withPaging(command).action(async (paging: PagingOptions, command: Command) => {
    const { api, json } = contextOf(command);
    const page = await readList(paging, (query) =>
      dataOf(api.GET('/api/v1/configuration/revisions', { params: { query } })),
    );
    if (json) return printJson(page);
    printTable(
      ['REVISION', 'AUTHOR', 'AT', 'NOTE'],
      page.items.map((each) => [String(each.revision), each.author, inIso(each.createdAt), each.note]),
    );
    tellMore(page);
  });
}
