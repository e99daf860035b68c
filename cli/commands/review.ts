/** `leasehold review list|show|decide`. */
import { Command } from 'commander';
import type { Review } from '../../domain/review.ts';
import { queryOf } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson, printTable } from '../print.ts';

export function reviewCommand(): Command {
  const review = new Command('review').description('reviews of access that was given');
  review
    .command('list')
    .description('reviews, newest first')
    .option('--state <state>', 'open, overdue or closed')
    .option('--cursor <cursor>', 'the next page')
    .action(async (options: Record<string, string>, command: Command) => {
      const { api, json } = contextOf(command);
      const page = await api.call<{ items: Review[]; nextCursor: string | null }>('GET', `/reviews${queryOf(options)}`);
      if (json) return printJson(page);
      printTable(
        ['REVIEW', 'STATE', 'REQUEST', 'DUE', 'REVIEWERS'],
        page.items.map((each) => [each.id, each.state, each.requestKey, each.dueAt, each.reviewers.join(', ')]),
      );
      if (page.nextCursor !== null) console.log(`\nMore with --cursor ${page.nextCursor}`);
    });
  review
    .command('show <id>')
    .description('one review and its items')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      show(await api.call<Review>('GET', `/reviews/${encodeURIComponent(id)}`), json);
    });
  review
    .command('decide <id> <verdict>')
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
  console.log(`${review.id}  ${review.state}  due ${review.dueAt}  reviewers ${review.reviewers.join(', ')}`);
  if (review.reason !== null) console.log(review.reason);
  console.log('');
  printTable(
    ['ITEM', 'GRANT', 'VERDICT', 'BY', 'WHEN', 'COMMENT'],
    review.items.map((each) => [each.id, each.grantId, each.verdict, each.by, each.at, each.comment]),
  );
}
