import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/github/github.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../../simulators/github/github.ts';
import { freshGitHub } from '../../simulators/github/state.ts';
import { leaseOn } from '../../support/lease-on.ts';
import { gitHubContract } from './contract.ts';

const TOKEN = 'the token of the test';
const MEMBER: Entitlement = { type: 'organisation', name: 'acme', parameters: { role: 'member' } };
const WRITER: Entitlement = { type: 'repository', name: 'payments-api', parameters: { permission: 'push' } };

describe('what a person holds in GitHub before a lease', () => {
  let github: GitHubSimulator;
  let connector: Connector;

  const person = async (name: string): Promise<ProviderSubject> => {
    const found = await connector.findSubject({ email: `${name}@acme.test`, login: `${name}-acme` }, {});
    if (found === undefined) throw new Error(`${name} is in the simulator.`);
    return found;
  };
  const roleOf = (login: string) => github.state.organisation.members.find((each) => each.login === login)?.role;

  beforeAll(async () => {
    github = await startGitHubSimulator({ token: TOKEN });
    connector = createConnector({
      application: 'github',
      url: github.url,
      credentials: { token: TOKEN },
      settings: { organisation: 'acme' },
      timeoutMs: 2_000,
    });
  });
  beforeEach(() => {
    Object.assign(github.state, freshGitHub());
  });
  afterAll(async () => {
    expect([...new Set(gitHubContract(github.misbehaving.requests))]).toEqual([]);
    await github.close();
  });

  test('B1: a GitHub owner asks for member, and keeps the ownership during and after', async () => {
    const owner = await person('admin');
    expect(roleOf(owner.login)).toBe('admin');
    const lease = leaseOn(connector, owner);
    expect((await connector.held(owner, MEMBER, {})).found).toMatchObject([
      { way: 'direct', extent: 'more', entitlement: { parameters: { role: 'admin' } } },
    ]);
    await lease.give(MEMBER);
    expect(roleOf(owner.login)).toBe('admin');
    await lease.end(MEMBER);
    expect(roleOf(owner.login)).toBe('admin');
  });

  test('an invitation that waits is shown as such', async () => {
    const bob = await person('bob');
    expect((await connector.held(bob, MEMBER, {})).found).toEqual([]);
    await connector.grant(bob, MEMBER, {});
    expect((await connector.held(bob, MEMBER, {})).found).toMatchObject([{ way: 'invitation', extent: 'same' }]);
  });

  test('a permission through a team or ownership is shown, and given and taken beside it', async () => {
    const owner = await person('admin');
    expect((await connector.held(owner, WRITER, {})).found).toMatchObject([
      { way: 'inherited', extent: 'more', apart: true, entitlement: { parameters: { permission: 'admin' } } },
    ]);
    const lease = leaseOn(connector, owner);
    expect(await lease.give(WRITER)).toMatchObject({ changed: true, kept: [] });
    await lease.end(WRITER);
    expect(github.state.repositories[0]?.collaborators.some(({ login }) => login === owner.login)).toBe(false);
  });
});
