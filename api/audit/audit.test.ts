import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import type { AuditEvent, AuditRow } from '../../domain/ledger/records.ts';
import type { AuditFilter } from '../../store/audit/audit-store.ts';
import { type ServedApi, serveApi } from '../../test/support/api.ts';
import { onBothRawDatabases, UNLOCK } from '../../test/support/raw-audit.ts';

const at = (day: number): string => `2026-06-${String(day).padStart(2, '0')}T12:00:00.000Z`;
const event = (n: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
  key: `row-${n}`,
  at: at(n),
  actor: n % 2 === 0 ? 'ann@acme.test' : 'bob@acme.test',
  action: n % 3 === 0 ? 'lease.given' : 'request.received',
  subject: n % 2 === 0 ? 'sue@acme.test' : 'tom@acme.test',
  application: n > 5 ? 'github' : 'okta',
  requestKey: `ACCESS-${n}`,
  reason: `reason ${n}`,
  details: { z: 1, a: { n } },
  ...more,
});
const EVENTS = Array.from({ length: 10 }, (_each, n) => event(n + 1));

/** The rows of an export, as someone without our code would read them. */
const linesOf = async (answer: Response): Promise<AuditRow[]> =>
  (await answer.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditRow);

/** RFC 4180, without a library: quotes, doubled quotes, and line breaks inside of them. */
function csvOf(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let n = 0; n < text.length; n += 1) {
    const [one, next] = [text[n], text[n + 1]];
    if (quoted) {
      if (one !== '"') cell += one;
      else if (next === '"') {
        cell += '"';
        n += 1;
      } else quoted = false;
    } else if (one === '"') quoted = true;
    else if (one === ',' || one === '\r') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (one === '\r') {
        n += 1;
        rows.push([]);
      }
    } else cell += one;
  }
  return rows.filter((row) => row.length > 0);
}

onBothRawDatabases('the audit by API and by command', (audit) => {
  let api: ServedApi;
  beforeAll(async () => {
    api = await serveApi({ audit: audit().trail });
  });
  afterAll(() => api?.close());
  beforeEach(() => audit().begin(EVENTS));

  const leasehold = (...args: string[]) =>
    runCommand(
      process.execPath,
      ['commands/leasehold/leasehold.mjs', '--url', api.url, '--token', 'auditor', ...args],
      {},
    );

  test('a chain that holds is said to hold, and one that was tampered with is named at its first broken row', async () => {
    expect(await (await api.get('/audit/verification')).json()).toEqual({
      ok: true,
      rows: 10,
      brokenAt: null,
      detail: 'All 10 rows follow one another unchanged.',
    });
    expect(await leasehold('audit', 'verify')).toMatchObject({
      ok: true,
      output: expect.stringContaining('All 10 rows'),
    });

    await audit().run(UNLOCK, `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq in (4, 7)`);
    expect(await (await api.get('/audit/verification')).json()).toMatchObject({ ok: false, brokenAt: 4 });
    expect(await leasehold('audit', 'verify')).toMatchObject({
      ok: false,
      output: expect.stringContaining('Row 4 was changed after it was written.'),
    });
    const json = await leasehold('--json', 'audit', 'verify');
    expect(json.ok).toBe(false);
    expect(JSON.parse(json.output.slice(0, json.output.indexOf('}') + 1))).toMatchObject({ ok: false, brokenAt: 4 });
  });

  test.each([
    ['everything', ''],
    ['an actor', 'actor=ann@acme.test'],
    ['an action', 'action=lease.given'],
    ['a subject, whatever its case', 'subject=SUE@acme.test'],
    ['an application', 'application=github'],
    ['a request', 'request=ACCESS-4'],
    ['from an instant', `from=${at(4)}`],
    ['until an instant', `to=${at(4)}`],
    [
      'all of them',
      `actor=ann@acme.test&subject=sue@acme.test&application=okta&action=request.received&from=${at(2)}&to=${at(5)}`,
    ],
    ['nothing', 'actor=nobody@acme.test'],
  ])('exports what the list shows, oldest first, filtered by %s', async (_what, query) => {
    const listed = (await (await api.get(`/audit?limit=200&${query}`)).json()) as { items: AuditRow[] };
    const exported = await linesOf(await api.get(`/audit/export?format=jsonl&${query}`));
    expect(exported).toEqual([...listed.items].reverse());
    const [heading, ...rows] = csvOf(await (await api.get(`/audit/export?format=csv&${query}`)).text());
    const column = (name: string): (string | undefined)[] => rows.map((row) => row[heading?.indexOf(name) ?? -1]);
    expect(column('seq')).toEqual(exported.map((row) => String(row.seq)));
    expect(column('key')).toEqual(exported.map((row) => row.key));
    expect(column('hash')).toEqual(exported.map((row) => row.hash));
  });

  test('a filter that it does not know is refused, and so is who may not read the trail', async () => {
    expect((await api.get('/audit/export?actr=ann')).status).toBe(400);
    expect((await api.get('/audit/export?from=yesterday')).status).toBe(400);
    expect((await api.get('/audit/export?format=xml')).status).toBe(400);
    for (const role of ['approver', 'owner'])
      for (const path of ['/audit', '/audit/export', '/audit/verification'])
        expect((await api.get(path, role)).status, `${role} ${path}`).toBe(403);
  });

  test('a misspelt action is refused with the one that was meant: it would find nothing, as if it had never happened', async () => {
    for (const path of ['/audit?action=lease.gven', '/audit/export?action=lease.gven']) {
      const answer = await api.get(path);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('did you mean \\"lease.given\\"?');
    }
  });

  test('an export is proof by itself: its chain can be computed from its lines alone', async () => {
    const rows = await linesOf(await api.get('/audit/export?format=jsonl'));
    let previous = '';
    for (const { seq, previousHash, hash, ...told } of rows) {
      expect(previousHash).toBe(previous);
      expect(
        createHash('sha256')
          .update(`${seq}\n${previousHash}\n${sorted(told)}`)
          .digest('hex'),
      ).toBe(hash);
      previous = hash;
    }
    expect(rows).toHaveLength(10);
  });

  test('the command writes the export to a file, and the same to a pipe', async () => {
    const piped = await leasehold('audit', 'export', '--format', 'csv', '--subject', 'sue@acme.test');
    expect(piped.ok).toBe(true);
    expect(csvOf(piped.output)).toHaveLength(6);
  });
});

/** Canonical JSON in a few lines: keys sorted, nothing undefined. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${sorted(each)}`).join(',')}}`;
}

describe('the export', () => {
  let api: ServedApi;
  afterEach(() => api?.close());

  /** A trail of so many rows that is read only as fast as the reader takes them. */
  function endless(rows: number, row: (n: number) => Partial<AuditRow> = () => ({})) {
    const state = { read: 0, released: false };
    return {
      state,
      audit: {
        async *export(_filter: AuditFilter) {
          try {
            for (; state.read < rows; state.read += 1) {
              const n = state.read + 1;
              yield {
                ...event(1),
                key: `row-${n}`,
                seq: n,
                previousHash: 'p',
                hash: 'h',
                reason: 'x'.repeat(500),
                ...row(n),
              };
              if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
            }
          } finally {
            state.released = true;
          }
        },
      },
    };
  }

  test.each(['csv', 'jsonl'])(
    'streams %s: rows are read only as fast as they are taken, and no more once nobody is there',
    async (format) => {
      const { state, audit } = endless(200_000);
      api = await serveApi({ audit: audit as never });
      const reader = (await api.get(`/audit/export?format=${format}`)).body?.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      // Nobody reads on: soon nothing more is read from the database either.
      let before = -1;
      const interval = 100;
      await expect
        .poll(
          () => {
            const same = state.read === before;
            before = state.read;
            return same;
          },
          { timeout: 10_000, interval },
        )
        .toBe(true);
      expect(state.read).toBeLessThan(100_000);
      await reader?.cancel();
      await expect.poll(() => state.released, { timeout: 10_000 }).toBe(true);
      expect(state.read).toBeLessThan(100_000);
    },
  );

  test('is whole, however many rows there are', async () => {
    const { audit } = endless(5_000);
    api = await serveApi({ audit: audit as never });
    const rows = await linesOf(await api.get('/audit/export'));
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 5_000 }, (_each, n) => n + 1));
  });

  test('that breaks off in the middle is not taken for a whole one', async () => {
    const { audit } = endless(5_000, (n) => {
      if (n === 3_000) throw new Error('The database went away.');
      return {};
    });
    api = await serveApi({ audit: audit as never });
    await expect(api.get('/audit/export').then((answer) => answer.text())).rejects.toThrow();
  });

  test('in CSV nothing is a formula, and everything is one cell', async () => {
    const hostile = [
      '=cmd|calc!A1',
      '+1+1',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1+1',
      'a,b',
      'say "hello"',
      'two\r\nlines',
      'a;=1',
      '  =1',
      'plain',
    ];
    const { audit } = endless(hostile.length, (n) => ({
      reason: hostile[n - 1] ?? '',
      actor: hostile[n - 1] ?? '',
      details: { text: hostile[n - 1] },
    }));
    api = await serveApi({ audit: audit as never });
    const answer = await api.get('/audit/export?format=csv');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('leasehold-audit.csv');
    const [heading = [], ...rows] = csvOf(await answer.text());
    expect(rows).toHaveLength(hostile.length);
    for (const [index, row] of rows.entries()) {
      expect(row).toHaveLength(heading.length);
      for (const name of ['reason', 'actor']) {
        const cell = row[heading.indexOf(name)] ?? '';
        expect(cell).not.toMatch(/^[\s\uFEFF]*[=+\-@＝＋－＠]/);
        expect(cell.replace(/^'/, '')).toBe(hostile[index]);
      }
      expect(JSON.parse(row[heading.indexOf('details')] ?? '')).toEqual({ text: hostile[index] });
    }
  });
});
