import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import { createApi } from '../../commands/leasehold/api-client.ts';
import { configurationOfApi } from '../../commands/leasehold/configuration-source.ts';
import { lacks } from '../parts/lacks.ts';
import { leasehold as run } from '../support/leasehold.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('the command line', () => {
  let stack: Stack;
  let key: string;
  beforeAll(async () => {
    stack = await startStack('cli');
    key = stack.raise({ by: 'alice@acme.test', accessType: 'Viewer', duration: '1h' });
    await stack.waitFor(key, 'active');
  });
  afterAll(() => stack?.stop());

  const leasehold = (...args: string[]) =>
    runCommand(
      process.execPath,
      ['commands/leasehold/leasehold.mjs', '--url', stack.url, '--token', 'demo-admin', ...args],
      {},
    );
  /** With the environment of the stack's own processes, and separate output streams. */
  const withEnvironment = (...args: string[]) =>
    run(args, { env: { ...stack.environment, LEASEHOLD_TOKEN: 'demo-admin' } });

  test('lists and shows requests and grants, for people and as JSON', async () => {
    expect((await leasehold('requests', 'list')).output).toMatch(
      new RegExp(`${key} +active +alice@acme.test +okta +Viewer`),
    );
    expect((await leasehold('requests', 'show', key)).output).toContain('lease.given');
    expect(JSON.parse((await leasehold('--json', 'grants', 'list')).output)).toMatchObject({
      items: [{ id: 'okta/alice@acme.test/Viewer' }],
    });
    expect((await leasehold('grants', 'show', 'okta/alice@acme.test/Viewer')).output).toContain(key);
  });

  test('simulates, and explains', async () => {
    const planned = await leasehold(
      'simulate',
      '--subject',
      'bob@acme.test',
      '--application',
      'okta',
      '--access-level',
      'Admin',
    );
    expect(planned).toMatchObject({
      ok: true,
      output: expect.stringMatching(
        /Rule okta-admin would apply\. Duration: 8 hours[\s\S]*lead@acme.test[\s\S]*All its conditions hold/,
      ),
    });
    const declined = await leasehold(
      'simulate',
      '--subject',
      'bob@acme.test',
      '--application',
      'okta',
      '--access-level',
      'Emperor',
    );
    expect(declined).toMatchObject({
      ok: false,
      output: expect.stringContaining('It would be declined: Okta has no access type "Emperor"'),
    });
  });

  test('revokes: a dry run, then for real', async () => {
    const dry = await leasehold('revoke', '--subject', 'alice@acme.test', '--reason', 'left', '--dry-run');
    expect(dry.output).toContain('okta/alice@acme.test/Viewer');
    expect(stack.okta.membersOf('Okta-Viewers')).toContain('alice@acme.test');
    expect(await leasehold('revoke', '--subject', 'alice@acme.test', '--reason', 'left')).toMatchObject({
      ok: true,
      output: expect.stringContaining('Ended 1 of 1.'),
    });
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('alice@acme.test');
  });

  test('verifies and exports the audit', async () => {
    expect(await leasehold('audit', 'verify')).toMatchObject({
      ok: true,
      output: expect.stringContaining('follow one another unchanged'),
    });
    expect((await leasehold('audit', 'export', '--format', 'csv')).output).toContain('seq,at,actor,action');
  });

  test('refuses in a sentence, without a stack', async () => {
    for (const [args, sentence] of [
      [['requests', 'show', 'ACCESS-404'], 'There is no request ACCESS-404.'],
      [['--token', 'wrong', 'requests', 'list'], 'does not know the API token'],
      [['--url', 'http://127.0.0.1:9', 'requests', 'list'], 'does not answer at http://127.0.0.1:9'],
      [['revoke', '--subject', 'x@acme.test'], "required option '--reason <text>'"],
    ] as const) {
      const result = await leasehold(...args);
      expect(result.ok).toBe(false);
      expect(result.output).toContain(sentence);
      expect(result.output).not.toContain('    at ');
    }
  });

  test('checks a configuration file without a running Leasehold', async () => {
    expect((await leasehold('config', 'check', 'test/fixtures/leasehold.yaml')).output).toContain('is valid');
    const bad = await leasehold('config', 'check', 'package.json');
    expect(bad).toMatchObject({ ok: false, output: expect.stringContaining('package.json:1:1: portal: is missing') });
  });

  describe('config', () => {
    let file: string;
    let text: string;
    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'leasehold-cli-'));
      file = join(folder, 'exported.yaml');
      expect(await withEnvironment('config', 'export', file)).toMatchObject({ code: 0 });
      text = await readFile(file, 'utf8');
      return () => rm(folder, { recursive: true, force: true });
    });
    const revision = async (): Promise<number> =>
      JSON.parse((await leasehold('config', 'diff', file, '--json')).output).revision;
    const admins = (email: string): string => text.replace('user: admin@acme.test', `user: ${email}`);

    test('export gives what can be checked, and applied again is no change', async () => {
      expect(text).toContain('apiToken: env:JIRA_API_TOKEN');
      expect(await withEnvironment('config', 'check', file)).toMatchObject({ code: 0, stderr: '' });
      const before = await revision();
      expect(await withEnvironment('config', 'apply', file, '--json')).toMatchObject({ code: 0, stderr: '' });
      expect(await revision()).toBe(before);
      // An existing file is not overwritten without consent.
      expect(await withEnvironment('config', 'export', file)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('already exists'),
      });
    });

    test('a file that cannot be used is refused with its lines, before anything is asked of Leasehold', async () => {
      await writeFile(file, text.replace('accessLevel: Admin', 'accessLevel: Emperor'));
      const { code, stderr, stdout } = await withEnvironment('config', 'apply', file, '--json');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(JSON.parse(stderr).error).toMatchObject({
        code: 'LH_INVALID',
        problems: [{ path: 'rules[0].accessLevel', line: expect.any(Number) }],
      });
      await writeFile(file, text);
    });

    test('a save between reading and applying is not overwritten', async () => {
      const source = configurationOfApi(createApi(stack.url, 'demo-admin'));
      const seen = await source.current();
      await writeFile(file, admins('somebody@acme.test'));
      expect(await withEnvironment('config', 'apply', file)).toMatchObject({ code: 0 });
      const late = { text: admins('other@acme.test'), document: parse(admins('other@acme.test')) };
      await expect(source.apply(late, seen, 'too late')).rejects.toMatchObject({
        message: expect.stringContaining('demo-admin saved the whole configuration at '),
        details: { code: 'LH_CHANGED_MEANWHILE', status: 412 },
      });
      expect(await withEnvironment('config', 'diff', file, '--exit-code')).toMatchObject({ code: 0 });
    });

    test('--database reads and writes what the API serves', async () => {
      const direct = await withEnvironment('config', 'export', '--database');
      expect(parse(direct.stdout)).toMatchObject({ admins: [{ user: 'somebody@acme.test' }] });
      await writeFile(file, text);
      expect(await withEnvironment('config', 'apply', file, '--database', '--note', 'back')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^Applied as revision \d+\.\n$/),
      });
      expect((await stack.api('GET', '/configuration/revisions?limit=1')).body.items).toMatchObject([
        { author: 'file', note: 'back' },
      ]);
      const embedded = await run(['config', 'apply', file, '--database'], {
        env: { ...stack.environment, DATABASE_URL: undefined },
      });
      expect(embedded).toMatchObject({ code: 1, stderr: expect.stringContaining('--database needs DATABASE_URL') });
    });

    test('where a second person must agree, the database is no way around', async () => {
      await writeFile(file, `${text}changeControl: secondPerson\n`);
      expect(await withEnvironment('config', 'apply', file)).toMatchObject({ code: 0 });
      await writeFile(file, text);
      expect(await withEnvironment('config', 'apply', file, '--database')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Apply it through a running Leasehold'),
      });
      const proposed = await withEnvironment('config', 'apply', file, '--json');
      const { outcome, change } = JSON.parse(proposed.stdout);
      expect(outcome).toBe('pending');
      expect(await leasehold('config', 'approve', change.id)).toMatchObject({
        ok: false,
        output: expect.stringContaining('You cannot approve your own change'),
      });
      expect(await leasehold('--token', 'demo-second-admin', 'config', 'approve', change.id)).toMatchObject({
        ok: true,
      });
      expect(await withEnvironment('config', 'diff', file, '--exit-code')).toMatchObject({ code: 0 });
    });
  });

  test('receive replays a saved webhook against the running stack', async () => {
    const result = await runCommand(
      process.execPath,
      ['--import', 'tsx', 'test/tools/receive.ts', 'test/fixtures/jira/issue_created.json', '--url', stack.url],
      {},
    );
    expect(result).toMatchObject({ ok: true, output: expect.stringContaining('202') });
    // The sample's issue is not in this Jira, so it must have no effect.
    expect((await stack.api('GET', '/requests/ACCESS-12')).status).toBe(404);
    const forged = await runCommand(
      process.execPath,
      [
        '--import',
        'tsx',
        'test/tools/receive.ts',
        'test/fixtures/jira/issue_created.json',
        '--url',
        stack.url,
        '--secret',
        'wrong',
      ],
      {},
    );
    expect(forged).toMatchObject({ ok: false, output: expect.stringContaining('401') });
  });
});
