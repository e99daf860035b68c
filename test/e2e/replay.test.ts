import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import type { ReplayedRequest } from '../../domain/planning/replay.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('replaying past requests', () => {
  let stack: Stack;
  let folder: string;
  let [admin, viewer, unknownLevel, forDave] = ['', '', '', ''];
  // biome-ignore lint/suspicious/noExplicitAny: a document as it is in the file.
  let document: any;
  beforeAll(async () => {
    stack = await startStack('replay');
    folder = await mkdtemp(join(tmpdir(), 'leasehold-replay-'));
    document = parse(await readFile(stack.environment.LEASEHOLD_CONFIG ?? '', 'utf8'));
    admin = stack.raise({ by: 'alice@acme.test', duration: '20d' });
    viewer = stack.raise({ by: 'bob@acme.test', accessType: 'Viewer', duration: '1h' });
    unknownLevel = stack.raise({ by: 'rosa@acme.test', accessType: 'Emperor' });
    forDave = stack.raise({ by: 'dave@acme.test' });
    await stack.waitFor(admin, 'awaiting_approval');
    await stack.waitFor(viewer, 'active');
    await stack.waitFor(unknownLevel, 'declined');
    await stack.waitFor(forDave, 'awaiting_approval');
  });
  afterAll(async () => {
    await stack?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const changed = (change: (rules: Record<string, any>[]) => void): unknown => {
    const next = structuredClone(document);
    change(next.rules);
    return next;
  };
  const replay = (next: unknown, token?: string) => stack.api('POST', '/simulations/replay', token, next);
  const leasehold = (...args: string[]) =>
    runCommand(
      process.execPath,
      ['commands/leasehold/leasehold.mjs', '--url', stack.url, '--token', 'demo-admin', ...args],
      {},
    );

  test('under the same configuration nothing differs', async () => {
    expect((await replay(document)).body).toEqual({ total: 4, replayed: 4, unknown: 0, differing: 0, items: [] });
  });

  test('reports the decisions that would differ, before and after, and changes nothing', async () => {
    const next = changed(([adminRule, viewerRule]) => {
      Object.assign(adminRule ?? {}, { duration: { default: '8h', max: '10d' } });
      Object.assign(viewerRule ?? {}, {
        approval: { stages: [{ approvers: [{ owner: true }, { user: 'lead@acme.test' }], require: 2 }] },
      });
    });
    const before = await stack.api('GET', '/requests');
    const { status, body } = await replay(next);
    expect([status, body.replayed, body.differing]).toEqual([200, 4, 2]);
    const found = (key: string): ReplayedRequest => body.items.find((each: ReplayedRequest) => each.key === key);
    expect(found(admin)).toMatchObject({
      subject: 'alice@acme.test',
      application: 'okta',
      accessLevel: 'Admin',
      attributes: 'none',
      differs: ['duration'],
      before: { rule: 'okta-admin', duration: '20 days' },
      after: { rule: 'okta-admin', duration: '10 days' },
    });
    expect(found(viewer)).toMatchObject({
      differs: ['stages'],
      before: { outcome: 'planned', stages: [] },
      after: { stages: [{ require: 2, approvers: ['owner', 'user lead@acme.test'] }] },
    });
    expect((await stack.api('GET', '/requests')).body).toEqual(before.body);
    expect((await stack.api('GET', '/configuration')).body.rules).toEqual(document.rules);
  });

  test('asks for attributes that nobody read then, and says that they are those of now', async () => {
    const next = changed(([adminRule]) => {
      Object.assign(adminRule ?? {}, { when: { department: 'Engineering' } });
    });
    const { body } = await replay(next);
    // Alice is an engineer; Dave is of the platform.
    expect(body.items).toMatchObject([
      {
        key: forDave,
        attributes: 'now',
        differs: ['outcome', 'rule', 'stages', 'duration'],
        after: { outcome: 'declined', reason: expect.stringContaining('No access rule covers Okta / Admin') },
      },
    ]);
    stack.okta.misbehaving.add({ match: 'GET /api/v1/users/*', fault: '403' });
    const refused = await replay(next);
    expect([refused.status, refused.body.detail]).toEqual([503, expect.stringContaining('cannot be read now')]);
    stack.okta.misbehaving.clear();
  });

  test('on the command line: a table, and JSON', async () => {
    const file = join(folder, 'next.yaml');
    await writeFile(
      file,
      stringify(
        changed((rules) => {
          rules.splice(1);
        }),
      ),
    );
    const shown = await leasehold('simulate', '--replay', file);
    expect(shown.ok).toBe(true);
    expect(shown.output).toContain(`1 of 4 requests would be decided differently under ${file}.`);
    expect(shown.output).toMatch(
      new RegExp(
        `${viewer} +bob@acme.test +okta / Viewer +outcome.*rule okta-viewer; no approval; 1 hour +declined: No access rule`,
      ),
    );
    const json = JSON.parse((await leasehold('--json', 'simulate', '--replay', file)).output);
    expect(json).toMatchObject({ differing: 1, items: [{ key: viewer, after: { outcome: 'declined' } }] });
  });

  test('a document that cannot be used is refused with its problems; who may not is refused', async () => {
    const broken = await replay(changed(([adminRule]) => Object.assign(adminRule ?? {}, { application: 'nowhere' })));
    expect(broken.status).toBe(422);
    expect(broken.body.problems).toContainEqual(expect.objectContaining({ path: 'rules[0].application' }));
    const file = join(folder, 'broken.yaml');
    await writeFile(file, 'version: 7\n');
    expect(await leasehold('simulate', '--replay', file)).toMatchObject({
      ok: false,
      output: expect.stringContaining('version: must be 1'),
    });
    expect((await replay(document, 'demo-lead')).status).toBe(403);
    expect((await leasehold('simulate', '--replay', file, '--subject', 'x@acme.test')).output).toContain(
      'cannot be combined',
    );
    expect((await leasehold('simulate')).output).toContain("required option '--subject <value>'");
  });

  test('a past request is planned with its attributes of that time, if a rule read them', async () => {
    const looking = changed(([adminRule]) => {
      Object.assign(adminRule ?? {}, { when: { department: ['Engineering', 'Platform'] } });
    });
    const applied = await fetch(`${stack.url}/api/v1/configuration`, {
      method: 'PUT',
      headers: { authorization: 'Bearer demo-admin', 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify(looking),
    });
    expect(applied.status).toBe(200);
    const key = stack.raise({ by: 'carol@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    const carol = stack.okta.state.users.find((user) => user.profile.email === 'carol@acme.test');
    if (carol !== undefined) carol.profile = { ...carol.profile, department: 'Sales' };
    const { body } = await replay(
      changed(([adminRule]) => {
        Object.assign(adminRule ?? {}, { when: { department: 'Platform' }, duration: { default: '1h', max: '1d' } });
      }),
    );
    expect(body.items.find((each: ReplayedRequest) => each.key === key)).toMatchObject({
      attributes: 'then',
      after: { outcome: 'planned', duration: '1 hour' },
    });
  });
});
