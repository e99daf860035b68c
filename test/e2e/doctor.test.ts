import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Finding } from '../../domain/portal/finding.ts';
import { contractValidator } from '../contracts/validate.ts';
import { DEMO_PORTAL } from '../demo/configuration.ts';
import { lacks } from '../parts/lacks.ts';
import { leasehold as run } from '../support/leasehold.ts';
import { doByHand, NAMED_FIELDS } from '../support/site.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('from an empty Jira site to a portal that is kept well', () => {
  let stack: Stack;
  let policy: Policy;
  beforeAll(async () => {
    stack = await startStack('doctor', {
      emptyJira: true,
      change(yaml) {
        const document = { ...parse(yaml), portal: { ...DEMO_PORTAL, fields: NAMED_FIELDS } };
        policy = parseConfiguration(document, 'test').policy;
        return stringify(document);
      },
    });
  });
  afterAll(async () => {
    const contract = contractValidator('jira.json', 'jsm.json', 'jira-by-hand.json');
    expect([...new Set(stack?.jira.misbehaving.requests.flatMap(contract.problemsOf))]).toEqual([]);
    await stack?.stop();
  });

  const leasehold = (...args: string[]) =>
    runCommand(
      process.execPath,
      ['commands/leasehold/leasehold.mjs', '--url', stack.url, '--token', 'demo-admin', ...args],
      {
        env: stack.environment,
      },
    );
  /** Doctor's failed findings, as `name: detail`. */
  const wrong = async (): Promise<readonly string[]> => {
    const { stdout } = await run(['--url', stack.url, '--token', 'demo-admin', '--json', 'doctor'], {
      env: stack.environment,
    });
    const { sections } = JSON.parse(stdout) as { sections: { checks: Finding[] }[] };
    const lines = sections.flatMap((section) => section.checks).filter((line) => !line.ok);
    return lines.map((line) => `${line.name}: ${line.detail}`);
  };
  const writes = () => stack.jira.misbehaving.requests.filter((each) => each.method !== 'GET').length;

  test('doctor reports what is missing; set-up creates it; the rest is manual; then all checks pass', async () => {
    const before = await leasehold('doctor');
    expect(before.ok).toBe(false);
    expect(before.output).toMatch(/WRONG {2}Project ACCESS: There is no project ACCESS/);
    expect(before.output).toMatch(/WRONG {2}Webhook in Jira: None is registered/);

    const dry = await leasehold('setup', 'jira', '--dry-run');
    expect(dry).toMatchObject({ ok: true, output: expect.stringContaining('Create the service project ACCESS') });
    expect(writes()).toBe(0);
    const made = await leasehold('setup', 'jira', '--yes');
    expect(made.ok).toBe(true);
    expect(made.output).toMatch(/1\. Add “Approved”.*\n.*\/project-config\/ACCESS\/workflows/);
    expect(made.output).toMatch(
      /2\. Request type “Request Application Access”: add “.*\n.*\/settings\/request-types\/\d+/,
    );

    doByHand(stack.jira, policy);
    const after = await leasehold('doctor');
    expect(after.output).toContain('checks passed');
    expect(after.ok).toBe(true);
    for (const line of [
      'Database:',
      'Search attributes:',
      'Workers for Okta:',
      'Approver lead@acme.test:',
      'Clock against Jira:',
    ])
      expect(after.output).toContain(`ok     ${line}`);

    const count = writes();
    const again = await leasehold('setup', 'jira', '--yes');
    expect(again).toMatchObject({ ok: true, output: expect.stringContaining('No manual steps remain') });
    expect(writes()).toBe(count);
  });

  test('then a request that a person raises in the portal goes through', async () => {
    const { jira } = stack;
    const field = (name: string): string => jira.state.fields.find((each) => each.name === name)?.id ?? name;
    const form = new URLSearchParams({
      as: jira.accountOf('alice@acme.test'),
      requestType: 'Request Application Access',
      summary: 'Admin rota',
      [field('Application')]: 'Okta',
      [field('Access Type')]: 'Admin',
      [field('Duration')]: '1h',
      description: 'Quarterly admin rota',
    });
    const raised = await fetch(`${jira.url}/portal`, { method: 'POST', body: form, redirect: 'manual' });
    expect(raised.status).toBe(303);
    const key = jira.state.issues.at(-1)?.key ?? '';
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.okta.membersOf('Okta-Admins')).toContain('alice@acme.test');
    expect(await wrong()).toEqual([]);
  });

  test.each<[string, (on: boolean) => void, RegExp]>([
    [
      'a status',
      (on) => (on ? stack.jira.admin.drawStatus('Revoked') : stack.jira.admin.removeStatus('Revoked')),
      /^Status “Revoked” \(revoked\)/,
    ],
    [
      'an option',
      (on) => (on ? stack.jira.offer([], ['Viewer']) : stack.jira.admin.removeOption('Access Type', 'Viewer')),
      /^Options of Access Type: “Viewer”/,
    ],
    ['a permission', (on) => stack.jira.admin.permit('ASSIGN_ISSUES', on), /^Permission Assign Issues/],
    [
      'an approver’s right',
      (on) => stack.jira.admin.setTeam('lead@acme.test', on),
      /^Approver lead@acme.test: They may not/,
    ],
  ])('when %s is taken away, doctor names exactly that', async (_what, set, line) => {
    set(false);
    expect(await wrong()).toEqual([expect.stringMatching(line)]);
    set(true);
    expect(await wrong()).toEqual([]);
  });

  test('a provider that refuses its token is named by its own check', async () => {
    stack.okta.misbehaving.add({ match: 'GET *', fault: '401' });
    expect(await wrong()).toEqual([expect.stringMatching(/^API token: Okta does not accept/)]);
    stack.okta.misbehaving.clear();
  });

  test('a Jira that refuses the token is one line, not twenty', async () => {
    stack.jira.misbehaving.add({ match: 'GET *', fault: '401' });
    const lines = await wrong();
    expect(lines[0]).toMatch(/^Jira: Jira does not accept the API token/);
    expect(lines.filter((line) => /^(Field|Status|Permission|Form)/.test(line))).toEqual([]);
    stack.jira.misbehaving.clear();
  });

  test('settings can be checked before they are saved, by admins and operators only', async () => {
    const draft = { ...policy.portal, statuses: { ...policy.portal.statuses, denied: ['Rejected'] } };
    const { status, body } = await stack.api('POST', '/portal/check', 'demo-admin', { portal: draft });
    expect(status).toBe(200);
    expect(body.ok).toBe(false);
    expect(body.checks.filter((line: Finding) => !line.ok)).toMatchObject([{ name: 'Status “Rejected” (denied)' }]);
    expect((await stack.api('POST', '/portal/check', 'demo-auditor')).status).toBe(403);
    expect((await stack.api('POST', '/portal/check', 'demo-admin', { portal: { project: 'ACCESS' } })).status).toBe(
      400,
    );
    const choices = await stack.api('GET', '/portal/choices?project=ACCESS');
    expect(choices.body).toMatchObject({
      projects: [{ key: 'ACCESS' }],
      statuses: expect.arrayContaining(['Approved']),
      requestTypes: expect.arrayContaining([expect.objectContaining({ name: 'Request Access Removal' })]),
    });
  });

  test('while Leasehold does not run, doctor says so and checks what it can reach', async () => {
    await stack.leasehold.stop();
    const { ok, output } = await leasehold('doctor');
    expect(ok).toBe(false);
    expect(output).toMatch(/WRONG {2}Leasehold answers: Nothing answers at/);
    expect(output).toMatch(/ok {5}.*leasehold\.yaml: The file is valid/);
    expect(output).toMatch(/ok {5}Temporal:/);
    expect(output).toMatch(/ok {5}Status “Approved”/);
    const wrongUsage = await leasehold('setup', 'jira', '--admin-token', 'plain-secret');
    expect(wrongUsage).toMatchObject({ ok: false, output: expect.stringContaining('go together') });
  });
});
