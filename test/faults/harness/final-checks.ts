/** What must agree at the end, whatever happened: ledger, providers, audit, and what the API accepted. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuditRow } from '../../../domain/ledger/records.ts';
import type { AccessRecord } from './access-record.ts';
import type { ApiAnswer, ApiCaller } from './api-caller.ts';
import { LEVEL_NAMES, LEVELS } from './levels.ts';
import type { Effect } from './membership.ts';
import type { Divergence } from './model.ts';

const DONE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 500;

export async function checkEnd(
  api: ApiCaller,
  record: AccessRecord,
  held: ReadonlySet<string>,
  effects: readonly Effect[],
  folder: string,
): Promise<readonly Divergence[]> {
  return [
    ...(await checkLedger(api, held)),
    ...(await checkAudit(api, effects, folder)),
    ...(await checkDecisions(api, record)),
    ...(await checkRevocations(api, record)),
  ];
}

function found(what: string, of: string, expected: string, was: string): Divergence {
  return { what, of, expected, was, at: Date.now() };
}

async function checkLedger(api: ApiCaller, held: ReadonlySet<string>): Promise<readonly Divergence[]> {
  const ledger = new Set<string>();
  for (const state of ['active', 'pending'])
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.call('GET', `/grants?state=${state}&limit=200${query}`, 'faults-admin');
      for (const { id } of body.items) ledger.add(id);
      cursor = body.nextCursor;
    }
  const what = 'ledger and provider disagree';
  return [
    ...[...ledger].filter((id) => !held.has(id)).map((id) => found(what, id, 'held, says the ledger', 'not held')),
    ...[...held].filter((id) => !ledger.has(id)).map((id) => found(what, id, 'not held, says the ledger', 'held')),
  ];
}

async function checkAudit(api: ApiCaller, effects: readonly Effect[], folder: string): Promise<readonly Divergence[]> {
  const { body: chain } = await api.call('GET', '/audit/verification', 'faults-admin');
  const { body } = await api.call('GET', '/audit/export?format=jsonl', 'faults-admin');
  await writeFile(join(folder, 'audit.jsonl'), String(body));
  const rows = String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditRow);
  const told = countOf(rows.flatMap(effectOf));
  const done = countOf(effects.map(({ verb, grant }) => `${verb} ${grant}`));
  const what = 'audit and provider disagree';
  return [
    ...(chain.ok === true ? [] : [found('audit chain broken', 'audit', 'an unbroken chain', JSON.stringify(chain))]),
    ...[...new Set([...told.keys(), ...done.keys()])]
      .filter((each) => told.get(each) !== done.get(each))
      .map((each) => found(what, each, `${done.get(each) ?? 0} times, as done`, `${told.get(each) ?? 0} rows`)),
  ];
}

function effectOf({ action, application, subject, details }: AuditRow): readonly string[] {
  if (!action.startsWith('provider.') || details?.alreadySo !== false) return [];
  const { id, name } = (details.entitlement ?? {}) as { id?: string; name?: string };
  const level = LEVEL_NAMES.find((each) => LEVELS[each].group === (name ?? id) && each.startsWith(`${application}/`));
  const verb = action === 'provider.granted' ? 'added' : 'removed';
  return [`${verb} ${application}/${subject}/${level === undefined ? name : LEVELS[level].accessType}`];
}

function countOf(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

/** Faults after which Temporal has forgotten what it had accepted. People decide again. */
const FORGETTING = ['temporal restored', 'runs reset', 'runs terminated'];

async function checkDecisions(api: ApiCaller, record: AccessRecord): Promise<readonly Divergence[]> {
  const missing: Divergence[] = [];
  for (const request of record.requests)
    for (const order of request.orders) {
      const { what, by, acceptedAt } = order;
      if (by !== 'api' || (what !== 'approve' && what !== 'deny') || acceptedAt === undefined) continue;
      const forgotten = record.disturbances.some(
        (each) =>
          FORGETTING.includes(each.name) &&
          each.to >= acceptedAt &&
          (typeof each.delays !== 'object' || each.delays.requests.has(request.key)),
      );
      if (forgotten) continue;
      const { body } = await api.call('GET', `/requests/${request.key}`, 'faults-admin');
      const kept = body.decisions?.some((each: { decision: string; channel: string }) => each.decision === what);
      if (kept !== true)
        missing.push(
          found('an accepted decision is lost', request.key, `${what} counts`, JSON.stringify(body.decisions)),
        );
    }
  return missing;
}

async function checkRevocations(api: ApiCaller, record: AccessRecord): Promise<readonly Divergence[]> {
  const ids = new Set(record.requests.flatMap((request) => request.orders.flatMap((order) => order.id ?? [])));
  const open: Divergence[] = [];
  for (const id of ids) {
    const body = await untilDone(api, id);
    if (body.state !== 'done' || body.failed !== 0)
      open.push(
        found('an accepted revocation is not done', id, 'done', `${body.state}, ${body.revoked} of ${body.total}`),
      );
  }
  return open;
}

/** The last of its requests may have ended a moment ago. */
async function untilDone(api: ApiCaller, id: string): Promise<ApiAnswer['body']> {
  const deadline = Date.now() + DONE_WITHIN_MS;
  for (;;) {
    const { body } = await api.call('GET', `/revocations/${id}`, 'faults-admin');
    if (body.state === 'done' || Date.now() > deadline) return body;
    await delay(LOOK_EVERY_MS);
  }
}
