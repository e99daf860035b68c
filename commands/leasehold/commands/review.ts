/** `leasehold review list|show|decide`. */
import { Argument, Command, Option } from 'commander';
import type { Review } from '../../../domain/approval/review.ts';
import { contextOf } from '../context.ts';
import { type PagingOptions, readList, tellMore, withPaging } from '../pages.ts';
import { fromNow, inIso, printFacts, printJson, printLine, printTable } from '../print.ts';

export function reviewCommand(): Command {
  const review = new Command('review').description('reviews of access that was given');
  const list = review
    .command('list')
    .description('reviews, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(['open', 'overdue', 'closed']))
    .addHelpText('after', '\nExample:\n  leasehold review list --state overdue');
  withPaging(list).action(async ({ state, ...paging }: PagingOptions & { state?: string }, command: Command) => {
    const { api, json } = contextOf(command);
    const page = await readList<Review>(api, '/reviews', { state }, paging);
    if (json) return printJson(page);
    printTable(
      ['REVIEW', 'STATE', 'REQUEST', 'DUE', 'REVIEWERS'],
      page.items.map((each) => [each.id, each.state, each.requestKey, inIso(each.dueAt), each.reviewers.join(', ')]),
    );
    tellMore(page);
  });
  review
    .command('show')
    .argument('<id>', 'the review')
    .description('one review and its items')
    .addHelpText('after', '\nExample:\n  leasehold review show break-glass-ACCESS-12')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      show(await api.call<Review>('GET', `/reviews/${encodeURIComponent(id)}`), json);
    });
  review
    .command('decide')
    .argument('<id>', 'the review')
    .addArgument(new Argument('<verdict>', 'it was right, or the access ends now').choices(['keep', 'revoke']))
    .description('close a review: keep (it was right) or revoke (the access ends now)')
    .option('--item <id>', 'the item', '1')
    .option('--comment <text>', 'why, for the people concerned and the audit')
    .addHelpText(
      'after',
      '\nExample:\n  leasehold review decide break-glass-ACCESS-12 keep --comment "the database was down"',
    )
    .action(async (id: string, verdict: string, options: { item: string; comment?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const path = `/reviews/${encodeURIComponent(id)}/items/${encodeURIComponent(options.item)}/decision`;
      show(await api.call<Review>('POST', path, { decision: verdict, comment: options.comment }), json);
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
