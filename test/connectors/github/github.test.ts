import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import { apiAddress } from '../../../connectors/github/client.ts';
import { createConnector } from '../../../connectors/github/github.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../../simulators/github/github.ts';
import { freshGitHub } from '../../simulators/github/state.ts';
import { gitHubContract } from './contract.ts';

const TOKEN = 'the token of the test';
const app = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const APP_CREDENTIALS = { appId: '12345', privateKey: app.privateKey, installationId: '678' };

describe('the GitHub connector', () => {
  let github: GitHubSimulator;
  let connector: Connector;

  const connect = (credentials: Record<string, string> = { token: TOKEN }, url = github.url): Connector =>
    createConnector({
      application: 'github',
      url,
      credentials,
      settings: { organisation: 'acme' },
      timeoutMs: 2_000,
    });
  const person = async (name: string): Promise<ProviderSubject> => {
    const found = await connector.findSubject({ email: `${name}@acme.test`, login: `${name}-acme` }, {});
    if (found === undefined) throw new Error(`${name} is in the simulator.`);
    return found;
  };
  const members = async (entitlement: Entitlement): Promise<string[]> => {
    const found: string[] = [];
    for await (const each of connector.listMembers(entitlement, {})) found.push(each.login);
    return found.sort();
  };
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  };
  const team = (role: string, slug = 'payments'): Entitlement => ({ type: 'team', id: slug, parameters: { role } });
  const repository = (permission: string): Entitlement => ({
    type: 'repository',
    name: 'payments-api',
    parameters: { permission },
  });
  const repositoryState = () => {
    const [found] = github.state.repositories;
    if (found === undefined) throw new Error('The simulator has a repository.');
    return found;
  };

  beforeAll(async () => {
    github = await startGitHubSimulator({
      token: TOKEN,
      app: { id: APP_CREDENTIALS.appId, installationId: APP_CREDENTIALS.installationId, publicKey: app.publicKey },
    });
    connector = connect();
  });
  beforeEach(() => {
    Object.assign(github.state.organisation, freshGitHub().organisation);
    const { teams, repositories, roles } = freshGitHub();
    for (const [n, each] of github.state.teams.entries()) Object.assign(each, teams[n]);
    for (const [n, each] of github.state.repositories.entries()) Object.assign(each, repositories[n]);
    for (const [n, each] of github.state.roles.entries()) Object.assign(each, roles[n]);
  });
  afterAll(async () => {
    const problems = gitHubContract(github.misbehaving.requests);
    await github.close();
    expect([...new Set(problems)]).toEqual([]);
  });

  test('finds people by login, and by an e-mail only when they show that very address', async () => {
    expect(await person('alice')).toMatchObject({ id: '5001', login: 'alice-acme', email: 'alice@acme.test' });
    expect(await connector.findSubject({ email: 'x@acme.test', login: 'nobody-acme' }, {})).toBeUndefined();
    expect(await connector.findSubject({ email: 'CAROL@acme.test' }, {})).toMatchObject({ login: 'carol-acme' });
    expect(await connector.findSubject({ email: 'carol@elsewhere.test' }, {})).toBeUndefined();
    expect(await connector.findSubject({ email: 'alice@acme.test' }, {})).toBeUndefined();
  });

  test('an invitation to the organisation counts as granted, becomes membership, and is cancelled on revoke', async () => {
    const acme: Entitlement = { type: 'organisation', name: 'acme' };
    const bob = await person('bob');
    await connector.grant(bob, acme, {});
    expect(github.state.organisation.invitations).toMatchObject([{ login: 'bob-acme', role: 'direct_member' }]);
    expect(await connector.holds(bob, acme, {})).toBe(true);
    expect(await members(acme)).toContain('bob-acme');
    await connector.revoke(bob, acme, {});
    expect(github.state.organisation.invitations).toEqual([]);
    await connector.grant(bob, acme, {});
    github.accept('bob-acme');
    expect(await connector.grant(bob, acme, {})).toMatchObject({ changed: false });
    await connector.revoke(bob, acme, {});
    expect(github.state.organisation.members.map(({ login }) => login)).not.toContain('bob-acme');
  });

  test('an invited e-mail address is listed as who it will be', async () => {
    github.state.organisation.invitations.push({
      id: 7,
      login: null,
      email: 'New@acme.test',
      role: 'direct_member',
      teams: [],
      createdAt: '2026-01-01T00:00:00Z',
    });
    const listed: ProviderSubject[] = [];
    for await (const each of connector.listMembers({ type: 'organisation', name: 'acme' }, {})) listed.push(each);
    expect(listed).toContainEqual({ id: 'invitation-7', login: 'New@acme.test', email: 'new@acme.test' });
  });

  test('ownership of the organisation ends as the membership that was there before, or as none when told so', async () => {
    const owner: Entitlement = { type: 'organisation', name: 'acme', parameters: { role: 'admin' } };
    const roleOf = (login: string) => github.state.organisation.members.find((each) => each.login === login)?.role;
    const alice = await person('alice');
    expect(await connector.grant(alice, owner, {})).toMatchObject({ changed: true });
    expect(roleOf('alice-acme')).toBe('admin');
    expect(await members(owner)).toEqual(['admin-acme', 'alice-acme', 'lead-acme']);
    await connector.revoke(alice, owner, {});
    expect(roleOf('alice-acme')).toBe('member');
    const only: Entitlement = { ...owner, parameters: { role: 'admin', afterwards: 'none' } };
    await connector.grant(alice, only, {});
    await connector.revoke(alice, only, {});
    expect(roleOf('alice-acme')).toBeUndefined();
    // A person who was only invited as an owner was not a member before.
    const bob = await person('bob');
    await connector.grant(bob, owner, {});
    await connector.revoke(bob, owner, {});
    expect(github.state.organisation.invitations).toEqual([]);
  });

  test('membership that an enterprise team provides is not membership that was given', async () => {
    github.state.organisation.members.push({ login: 'bob-acme', role: 'member', direct: false });
    expect(await connector.holds(await person('bob'), { type: 'organisation', name: 'acme' }, {})).toBe(false);
  });

  test('another role in a team is set, and the role that is not held is not taken away', async () => {
    const alice = await person('alice');
    await connector.grant(alice, team('member'), {});
    expect(await connector.grant(alice, team('maintainer'), {})).toMatchObject({ changed: true });
    expect(github.state.teams[1]?.members).toEqual([{ login: 'alice-acme', role: 'maintainer' }]);
    expect(await connector.holds(alice, team('member'), {})).toBe(false);
    expect(await connector.revoke(alice, team('member'), {})).toMatchObject({ changed: false });
    expect(await members(team('member'))).toEqual([]);
    expect(await members(team('maintainer'))).toEqual(['alice-acme']);
    expect(await connector.revoke(alice, team('maintainer'), {})).toMatchObject({ changed: true });
    expect(github.state.teams[1]?.members).toEqual([]);
    expect(await failure(connector.grant(alice, team('captain'), {}))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('use one of: member, maintainer'),
    });
    const misspelt: Entitlement = { type: 'team', id: 'payments', parameters: { rôle: 'maintainer' } };
    expect(await failure(connector.grant(alice, misspelt, {}))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('it has: role'),
    });
  });

  test('a team invites who is outside the organisation, with the role, and the invitation to it is cancelled', async () => {
    const bob = await person('bob');
    await connector.grant(bob, team('maintainer'), {});
    expect(await connector.holds(bob, team('maintainer'), {})).toBe(true);
    expect(await members(team('maintainer'))).toEqual(['bob-acme']);
    expect(await members(team('member'))).toEqual([]);
    await connector.revoke(bob, team('maintainer'), {});
    expect(github.state.organisation.invitations.flatMap(({ teams }) => teams)).toEqual([]);
  });

  test('an owner of the organisation, shown by GitHub as maintainer, can be a member of a team', async () => {
    const lead = await person('lead');
    expect(await connector.grant(lead, team('member'), {})).toMatchObject({ changed: true });
    expect(await connector.holds(lead, team('member'), {})).toBe(true);
    expect(await members(team('member'))).toEqual(['lead-acme']);
    expect(await connector.revoke(lead, team('member'), {})).toMatchObject({ changed: true });
  });

  test('a member of only a child team is not in the team itself', async () => {
    const alice = await person('alice');
    await connector.grant(alice, team('member', 'platform-on-call'), {});
    expect(await connector.holds(alice, team('member', 'platform'), {})).toBe(false);
    expect(await members(team('member', 'platform'))).toEqual([]);
    expect(await connector.grant(alice, team('member', 'platform'), {})).toMatchObject({ changed: true });
    expect(github.state.teams[0]?.members).toContainEqual({ login: 'alice-acme', role: 'member' });
    expect(await connector.revoke(alice, team('member', 'platform'), {})).toMatchObject({ changed: true });
    expect(github.state.teams[2]?.members).toMatchObject([{ login: 'alice-acme' }]);
  });

  test('a member of the organisation becomes a collaborator at once, with the permission that was asked for', async () => {
    const alice = await person('alice');
    await connector.grant(alice, repository('push'), {});
    expect(repositoryState().collaborators).toEqual([{ login: 'alice-acme', permission: 'push' }]);
    expect(await connector.grant(alice, repository('write'), {})).toMatchObject({ changed: false });
    expect(await connector.grant(alice, repository('maintain'), {})).toMatchObject({ changed: true });
    expect(repositoryState().collaborators).toEqual([{ login: 'alice-acme', permission: 'maintain' }]);
    expect(await connector.revoke(alice, repository('push'), {})).toMatchObject({ changed: false });
    expect(await members(repository('maintain'))).toEqual(['alice-acme']);
    await connector.revoke(alice, repository('maintain'), {});
    expect(repositoryState().collaborators).toEqual([]);
  });

  test('an invitation with another permission, or one that has expired, is replaced', async () => {
    const bob = await person('bob');
    await connector.grant(bob, repository('pull'), {});
    await connector.grant(bob, repository('push'), {});
    expect(repositoryState().invitations).toMatchObject([{ login: 'bob-acme', permission: 'push' }]);
    const [pending] = repositoryState().invitations;
    if (pending !== undefined) pending.expired = true;
    expect(await connector.holds(bob, repository('push'), {})).toBe(false);
    expect(await members(repository('push'))).toEqual([]);
    await connector.grant(bob, repository('push'), {});
    expect(repositoryState().invitations).toMatchObject([{ login: 'bob-acme', expired: false }]);
    github.accept('bob-acme');
    expect(await connector.holds(bob, repository('push'), {})).toBe(true);
  });

  test('a collaborator with more through a team or ownership still holds the permission granted here, and loses it', async () => {
    github.state.teams[1]?.members.push({ login: 'alice-acme', role: 'member' });
    for (const name of ['alice', 'lead']) {
      const subject = await person(name);
      expect(await connector.holds(subject, repository('pull'), {})).toBe(false);
      await connector.grant(subject, repository('pull'), {});
      expect(await connector.holds(subject, repository('pull'), {})).toBe(true);
      expect(await members(repository('pull'))).toEqual([subject.login]);
      expect(await connector.revoke(subject, repository('pull'), {})).toMatchObject({ changed: true });
      expect(repositoryState().collaborators).toEqual([]);
    }
  });

  test('an organisation role that comes by a team is not one that was given; strangers to the organisation get none', async () => {
    const role: Entitlement = { type: 'organisation-role', id: '139' };
    github.state.roles[1]?.users.push({ login: 'dave-acme', assignment: 'indirect' });
    expect(await connector.holds(await person('dave'), role, {})).toBe(false);
    expect(await members(role)).toEqual(['carol-acme']);
    expect(await failure(connector.grant(await person('bob'), role, {}))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('must be a member of the organization'),
    });
  });

  test('a GitHub App speaks with a token of its installation, and is told so when it is not accepted', async () => {
    const before = github.misbehaving.requests.length;
    const asApp = connect(APP_CREDENTIALS);
    const alice = await asApp.findSubject({ email: 'alice@acme.test', login: 'alice-acme' }, {});
    expect(alice?.login).toBe('alice-acme');
    await asApp.findSubject({ email: 'bob@acme.test', login: 'bob-acme' }, {});
    const asked = github.misbehaving.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(asked.filter((line) => line.includes('access_tokens'))).toEqual([
      'POST /api/v3/app/installations/678/access_tokens',
    ]);
    const other = connect({ ...APP_CREDENTIALS, appId: '999' });
    expect((await failure(other.findSubject({ email: 'a@acme.test', login: 'alice-acme' }, {}))).kind).toBe(
      'unauthorized',
    );
    // An App without an installation finds nobody, which must not be read as "nobody has it".
    const gone = connect({ ...APP_CREDENTIALS, installationId: '1' });
    expect((await failure(gone.holds(await person('alice'), team('member'), {}))).kind).toBe('unauthorized');
  });

  test.each([
    ['no organisation', { token: TOKEN }, {}, 'settings.organisation'],
    ['no credentials', {}, { organisation: 'acme' }, 'needs credentials'],
  ])('%s is said before anything is tried', (_what, credentials, settings, sentence) => {
    const options = { application: 'github', url: github.url, credentials, settings, timeoutMs: 1_000 };
    expect(() => createConnector(options as Parameters<typeof createConnector>[0])).toThrow(sentence);
  });

  test('a list that breaks off is not taken for a short one', async () => {
    const broken = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('[', () => response.destroy());
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as AddressInfo;
    const there = connect({ token: TOKEN }, `http://127.0.0.1:${port}`);
    const list = async (): Promise<void> => {
      for await (const each of there.listMembers(team('member'), {})) expect(each).toBeUndefined();
    };
    expect((await failure(list())).kind).toBe('unavailable');
    await new Promise((resolve) => broken.close(resolve));
  });

  test.each([
    ['https://github.com/acme', 'https://api.github.com'],
    ['https://api.github.com/', 'https://api.github.com'],
    ['https://acme.ghe.com', 'https://api.acme.ghe.com'],
    ['https://github.acme.test', 'https://github.acme.test/api/v3'],
    ['https://github.acme.test/api/v3/', 'https://github.acme.test/api/v3'],
  ])('the API of %s is at %s', (url, api) => {
    expect(apiAddress(url)).toBe(api);
  });

  test.each([
    ['a wrong path', { path: '/api/v3/orgs/acme/groups' }],
    ['a wrong verb', { method: 'POST' }],
    ['an unknown parameter', { query: { roles: 'member' } }],
    ['a wrong body', { body: { role: 'captain' } }],
    ['a wrong answer', { answer: { role: 'member' } }],
  ])('the contract catches %s', (_what, change) => {
    const good = github.misbehaving.requests.find(
      ({ method, path, status }) =>
        method === 'PUT' && path.endsWith('payments/memberships/alice-acme') && status === 200,
    );
    if (good === undefined) throw new Error('An earlier test sends it.');
    expect(gitHubContract([good])).toEqual([]);
    expect(gitHubContract([{ ...good, ...change }])).not.toEqual([]);
  });
});
