/** Applications that leave the configuration file, or lead to another organisation, while people hold access there. */
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { demo } from '../demo/systems/github.ts';
import { lacks } from '../parts/lacks.ts';
import type { GitHubSimulator } from '../simulators/github/github.ts';
import { startStackWith } from '../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres'))('an application with access', () => {
  let stack: Awaited<ReturnType<typeof startStackWith<GitHubSimulator>>>;
  let file = '';
  let whole = '';
  beforeAll(async () => {
    stack = await startStackWith(demo);
    file = stack.environment.LEASEHOLD_CONFIG ?? '';
    whole = await readFile(file, 'utf8');
  });
  afterAll(() => stack?.stop());

  const team = () => stack.simulator.state.teams.find((each) => each.slug === 'payments')?.members;
  const given = async (duration: string): Promise<string> => {
    const key = stack.raise({ application: 'GitHub', accessType: 'Payments team', duration });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(team()).toMatchObject([{ login: 'alice-acme' }]);
    return key;
  };

  test('that another organisation answers for is not told as gone, and ends once its own answers again', async () => {
    const { organisation } = stack.simulator.state;
    const key = await given('15s');
    await stack.leasehold.stop();
    Object.assign(organisation, { id: organisation.id + 1 });
    await stack.restart();
    await expect.poll(() => stack.said(key), { timeout: 60_000 }).toContain('could not be taken away yet');
    expect(stack.said(key)).toContain('leads to another organisation');
    expect((await stack.request(key)).state).not.toBe('expired');
    expect(team()).toMatchObject([{ login: 'alice-acme' }]);
    Object.assign(organisation, { id: organisation.id - 1 });
    await stack.waitFor(key, 'expired');
    expect(team()).toEqual([]);
  });

  test('that the file no longer has still ends on time', async () => {
    const key = await given('15s');
    await stack.leasehold.stop();
    const { applications, rules, ...rest } = parse(whole);
    const notGitHub = (each: { key: string; application?: string }) =>
      each.key !== 'github' && each.application !== 'github';
    await writeFile(
      file,
      stringify({ ...rest, applications: applications.filter(notGitHub), rules: rules.filter(notGitHub) }),
    );
    await stack.restart();
    await stack.waitFor(key, 'expired');
    expect(team()).toEqual([]);
    expect((await stack.api('GET', '/applications/github')).status).toBe(404);
  });
});
