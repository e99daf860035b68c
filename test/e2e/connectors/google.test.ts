import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../demo/systems/google.ts';
import { lacks } from '../../parts/lacks.ts';
import type { GoogleSimulator } from '../../simulators/google/google.ts';
import { type Stack, startStackWith } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };
const GROUP = 'workspace-admins@acme.test';

/** The system itself supplies people's attributes: only engineers may ask, and their manager decides. */
function bySystemItself(yaml: string): string {
  const [before = '', rule = ''] = yaml.split('  - key: google-any\n');
  const edited = rule
    .replace('accessLevel: "*"', 'accessLevel: "*"\n    when: { department: [Engineering] }')
    .replace('- user: lead@acme.test', '- manager: true')
    .replace('identityProvider: okta', 'identityProvider: google');
  return `${before}  - key: google-any\n${edited}`;
}

describe.skipIf(lacks('temporalCli', 'postgres'))('a request for access in Google Workspace, end to end', () => {
  let stack: Stack & { readonly simulator: GoogleSimulator };
  beforeAll(async () => {
    stack = await startStackWith(demo, { change: bySystemItself });
  });
  afterAll(() => stack?.stop());

  test('is approved in Jira, given in the Workspace, and ends on time', async () => {
    const key = stack.raise({ application: 'Google', accessType: 'Workspace Admins', duration: '4s' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(stack.simulator.membersOf(GROUP)).toEqual([]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.membersOf(GROUP)).toEqual(['alice@acme.test']);
    await stack.waitFor(key, 'expired');
    expect(stack.simulator.membersOf(GROUP)).toEqual([]);
  });

  test('whose department there is another is declined', async () => {
    const key = stack.raise({ by: 'bob@acme.test', application: 'Google', accessType: 'Workspace Admins' });
    await stack.waitFor(key, 'declined');
    await expect.poll(() => stack.said(key), within).toContain('No access rule covers');
  });

  test('an administrator role is given, and taken away with a suspension when it is revoked', async () => {
    const key = stack.raise({ application: 'Google', accessType: 'Room Keeper', duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(stack.simulator.state.roleAssignments).toMatchObject([{ scopeType: 'CUSTOMER' }]);
    const revocation = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'alice@acme.test',
      reason: 'moved on',
      suspendSubject: true,
    });
    expect(revocation.status).toBe(202);
    await stack.waitFor(key, 'revoked');
    expect(stack.simulator.state.roleAssignments).toEqual([]);
    await expect
      .poll(
        () => stack.simulator.state.users.find((user) => user.primaryEmail === 'alice@acme.test')?.suspended,
        within,
      )
      .toBe(true);
    // Before the access is taken, and after the suspension: she may have signed in again between.
    await expect.poll(() => stack.simulator.state.signedOut.length, within).toBe(2);
    await expect.poll(() => stack.statusOf(key), within).toBe('Revoked');
  });
});
