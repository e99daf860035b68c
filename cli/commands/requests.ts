/** `leasehold requests list|show` and `leasehold grants list|show`. */
import { Command } from 'commander';
import type { AuditRow, Grant, RequestView } from '../../domain/records.ts';
import { queryOf } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { printJson, printTable } from '../print.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export function requestsCommand(): Command {
  const requests = new Command('requests').description('look at requests');
  requests
    .command('list')
    .description('requests, newest first')
    .option('--state <state>', 'awaiting_approval, active, …')
    .option('--application <key>')
    .option('--subject <email>')
    .option('--cursor <cursor>', 'the next page')
    .action(async (options: Record<string, string>, command: Command) => {
      const { api, json } = contextOf(command);
      const page = await api.call<Page<RequestView>>('GET', `/requests${queryOf(options)}`);
      if (json) return printJson(page);
      printTable(
        ['REQUEST', 'STATE', 'SUBJECT', 'APPLICATION', 'LEVEL', 'UNTIL'],
        page.items.map((each) => [
          each.key,
          each.state,
          each.subject,
          each.application,
          each.accessLevel,
          each.expiresAt,
        ]),
      );
      if (page.nextCursor !== null) console.log(`\nMore with --cursor ${page.nextCursor}`);
    });
  requests
    .command('show <key>')
    .description('one request and what happened to it')
    .action(async (key: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const view = await api.call<RequestView & { timeline: Pick<AuditRow, 'at' | 'actor' | 'action' | 'reason'>[] }>(
        'GET',
        `/requests/${encodeURIComponent(key)}`,
      );
      if (json) return printJson(view);
      console.log(
        `${view.key}  ${view.state}  ${view.subject ?? ''}  ${view.application ?? ''} / ${view.accessLevel ?? ''}  until ${view.expiresAt ?? '—'}`,
      );
      if (view.reason !== null) console.log(view.reason);
      console.log('');
      printTable(
        ['WHEN', 'WHO', 'WHAT', 'WHY'],
        view.timeline.map((each) => [each.at, each.actor, each.action, each.reason ?? '']),
      );
    });
  return requests;
}

export function grantsCommand(): Command {
  const grants = new Command('grants').description('look at who holds what');
  grants
    .command('list')
    .description('grants, newest first')
    .option('--subject <email>')
    .option('--application <key>')
    .option('--access-level <name>')
    .option('--state <state>', 'pending, active or ended')
    .option('--cursor <cursor>', 'the next page')
    .action(async (options: Record<string, string>, command: Command) => {
      const { api, json } = contextOf(command);
      const page = await api.call<Page<Grant>>('GET', `/grants${queryOf(options)}`);
      if (json) return printJson(page);
      printTable(
        ['GRANT', 'STATE', 'SINCE', 'UNTIL'],
        page.items.map((each) => [each.id, each.state, each.since, each.expiresAt]),
      );
      if (page.nextCursor !== null) console.log(`\nMore with --cursor ${page.nextCursor}`);
    });
  grants
    .command('show <id>')
    .description('one grant and its leases')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, json } = contextOf(command);
      const grant = await api.call<Grant>('GET', `/grants/${encodeURIComponent(id)}`);
      if (json) return printJson(grant);
      console.log(`${grant.id}  ${grant.state}  until ${grant.expiresAt ?? '—'}\n`);
      printTable(
        ['REQUEST', 'STATE', 'FROM', 'UNTIL', 'ENDED BY'],
        grant.leases.map((each) => [each.requestKey, each.state, each.startedAt, each.expiresAt, each.endedBy]),
      );
    });
  return grants;
}
