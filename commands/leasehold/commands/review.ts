/** `leasehold review list|show|decide`. */

import { Argument, Command, Option } from 'commander';
import { dataOf, type Schemas } from '../../../api/client/client.ts';
import { REVIEW_STATES, VERDICTS } from '../../../domain/state.ts';
import { contextOf } from '../context.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { fromNow, inIso, printFacts, printJson, printLine, printTable } from '../print.ts';

type Review = Schemas['Review'];
type Verdict = NonNullable<Review['items'][number]['verdict']>;

export function reviewCommand(): Command {
  const review = new Command('review').description('list, show and close reviews');
  const list = review
    .command('list')
    .description('list reviews, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(REVIEW_STATES))
    .addHelpText('after', '\nExample:\n  leasehold review list --state overdue');
  withPaging(list).action(
    async ({ state, ...paging }: PagingOptions & { state?: Review['state'] }, command: Command) => {
      const { api, json } = contextOf(command);
      const page = await readList(paging, (page) =>
        dataOf(api.GET('/api/v1/reviews', { params: { query: { state, ...page } } })),
      );
      if (json) return printJson(page);
      printTable(
        ['REVIEW', 'STATE', 'REQUEST', 'DUE', 'REVIEWERS'],
        page.items.map((each) => [each.id, each.state, each.requestKey, inIso(each.dueAt), each.reviewers.join(', ')]),
      );
      tellMore(page);
    },
  );
  review
    .command('show')
    .argument('<id>', 'the id of the review')
    .description('show one review and its items')
    .addHelpText('after', '\nExample:\n  leasehold review show break-glass-ACCESS-12')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      show(await dataOf(api.GET('/api/v1/reviews/{id}', { params: { path: { id } } })), json);
    });
  review
    .command('decide')
    .argument('<id>', 'the id of the review')
    .addArgument(new Argument('<verdict>', 'keep (justified) or revoke (end the access)').choices(VERDICTS))
    .description('close a review: keep (justified) or revoke (end the access)')
    .option('--item <id>', 'the number of the item', '1')
    .option('--comment <text>', 'the reason, shown to the people concerned and in the audit trail')
    .addHelpText(
      'after',
      '\nExample:\n  leasehold review decide break-glass-ACCESS-12 keep --comment "the database was down"',
    )
    .action(async (id: string, decision: Verdict, options: { item: string; comment?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const decided = await dataOf(
        api.POST('/api/v1/reviews/{id}/items/{item}/decision', {
          params: { path: { id, item: options.item } },
          body: { decision, comment: options.comment },
        }),
      );
      if (!('outcome' in decided)) show(decided, json);
      else if (json) printJson(decided);
      else printLine(decided.detail);
    });
  return review;
}

function show(review: Review, json: boolean): void {
  if (json) {
    printJson(review);
    return;
  }
  printFacts([
    ['Review', review.id],
    ['State', review.state],
    ['Request', review.requestKey],
    ['Reason', review.reason],
    ['Due', `${inIso(review.dueAt)} (${fromNow(review.dueAt)})`],
    ['Reviewers', review.reviewers.join(', ')],
  ]);
  printLine();
  printTable(
    ['ITEM', 'GRANT', 'VERDICT', 'BY', 'WHEN', 'COMMENT'],
    review.items.map((each) => [each.id, each.grantId, each.verdict, each.by, inIso(each.at), each.comment]),
  );
}
