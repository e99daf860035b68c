import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/entra.ts';
import { lacks } from '../../parts/lacks.ts';
import type { EntraSimulator } from '../../simulators/entra/entra.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

/** The system itself supplies people's attributes: only engineers may ask, and their manager decides. */
function bySystemItself(yaml: string): string {
  const [before = '', rule = ''] = yaml.split('  - key: entra-any\n');
  const edited = rule
    .replace('accessLevel: "*"', 'accessLevel: "*"\n    when: { department: [Engineering] }')
    .replace('- user: lead@acme.test', '- manager: true')
    .replace('identityProvider: okta', 'identityProvider: entra');
  return `${before}  - key: entra-any\n${edited}`;
}

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for access in Entra ID, end to end', () => {
  let stack: Stack & { readonly simulator: EntraSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demo, { change: bySystemItself });
  });
  afterAll(() => stack?.stop());

  const holdsRole = (): boolean => {
    const { users, applications } = stack.simulator.state;
    const alice = users.find((user) => user.mail === 'alice@acme.test');
    return applications[0]?.assignments.some((each) => each.principalId === alice?.id) === true;
  };

  test('is approved in Jira, given in the tenant, and ends on time', async () => {
    const key = stack.raise({ application: 'Entra ID', accessType: 'Directory Admin', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf('Entra-Admins')).toEqual([]);
  });

  test('whose department there is another is declined', async () => {
    const key = stack.raise({ by: 'bob@acme.test', application: 'Entra ID', accessType: 'Directory Admin' });
    await stack.waitFor(key, 'declined');
    await expect.poll(() => stack.said(key), within).toContain('No access rule covers');
  });

  test('an app role is given, and taken away with a suspension when it is revoked', async () => {
    const key = stack.raise({ application: 'Entra ID', accessType: 'Salesforce Manager', duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(holdsRole()).toBe(true);
    const revocation = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'alice@acme.test',
      reason: 'moved on',
      suspendSubject: true,
    });
    expect(revocation.status).toBe(202);
    await stack.waitFor(key, 'revoked');
    expect(holdsRole()).toBe(false);
    await expect
      .poll(() => stack.simulator.state.users.find((user) => user.mail === 'alice@acme.test')?.accountEnabled, within)
      .toBe(false);
    await expect.poll(() => stack.statusOf(key), within).toBe('Revoked');
  });
});
