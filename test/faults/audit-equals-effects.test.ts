import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditRow } from '../../domain/ledger/records.ts';
import { lacks } from '../parts/lacks.ts';
import type { Fault } from '../simulators/misbehave.ts';
import { addPeople, inTurns, personOf } from '../support/many-people.ts';
import { type Stack, startStack } from '../support/stack.ts';

const REQUESTS = 200;
/** The number of concurrent stories: enough to overlap, few enough for two cores. */
const AT_ONCE = 12;

describe.skipIf(lacks('temporalCli', 'postgres'))('the audit of many requests under faults', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('audit-effects');
    addPeople(stack, REQUESTS);
  });
  afterAll(() => stack?.stop());

  test(`${REQUESTS} mixed requests: every effect at Okta is in the trail once, and nothing else is`, async () => {
    misbehave(stack);
    const keys = await inTurns(
      REQUESTS,
      AT_ONCE,
      (n) => STORIES[n % STORIES.length]?.(stack, personOf(n)) ?? Promise.resolve([]),
    );
    const fired = stack.okta.misbehaving.fired();
    // A fault that never fired proves nothing.
    expect(fired.filter((each) => each.fired === 0)).toEqual([]);
    stack.okta.misbehaving.clear();
    stack.jira.misbehaving.clear();

    const rows = await allRows(stack);
    const told = rows
      .filter((row) => row.action.startsWith('provider.') && row.details?.alreadySo === false)
      .map(effectOf);
    const emailOf = (id: string): string => stack.okta.state.users.find((user) => user.id === id)?.profile.email ?? id;
    const done = stack.okta.state.effects.map(({ verb, user, group }) => `${verb} ${emailOf(user)} ${group}`);
    expect(done.length).toBeGreaterThan(REQUESTS);
    expect(told.sort()).toEqual(done.sort());
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);

    // The remaining access at Okta equals the live leases.
    const live = await allGrants(stack);
    for (const [level, group] of Object.entries(GROUPS)) {
      const wanted = live.filter((grant) => grant.accessLevel === level).map((grant) => grant.subject);
      expect([...stack.okta.membersOf(group)].filter((email) => email.startsWith('person-')).sort()).toEqual(
        wanted.sort(),
      );
    }
    for (const key of keys.flat()) {
      const story = rows.filter((row) => row.requestKey === key).map((row) => row.action);
      expect(story[0], `${key} begins`).toMatch(/^request\.(received|declined)$/);
      expect(
        story.filter((action) =>
          /^(request\.(denied|declined|withdrawn)|access\.(expired|revoked|removed)|lease\.given)$/.test(action),
        ),
        `${key} is told to its end`,
      ).not.toEqual([]);
    }
    expect((await stack.api('GET', '/audit/verification', 'demo-auditor')).body).toMatchObject({
      ok: true,
      rows: rows.length,
    });
  }, 600_000);
});

const GROUPS = { Admin: 'Okta-Admins', Viewer: 'Okta-Viewers' } as const;

type Story = (stack: Stack, who: string) => Promise<string[]>;

/** People's actions; each story leaves its requests ended or held. */
const STORIES: readonly Story[] = [
  async function expires(stack, by) {
    const key = await given(stack, { by, duration: '15s' });
    await stack.waitFor(key, 'expired');
    return [key];
  },
  async function isKept(stack, by) {
    return [await given(stack, { by, duration: '1h' })];
  },
  async function isRemoved(stack, by) {
    const key = await given(stack, { by });
    const removal = stack.raise({ by, requestType: 'Request Access Removal' });
    await stack.waitFor(removal, 'revoked');
    await stack.waitFor(key, 'revoked');
    return [key, removal];
  },
  async function changes(stack, by) {
    const key = stack.raise({ by, accessType: 'Viewer', duration: '1h' });
    await stack.waitFor(key, 'active');
    const change = await given(stack, { by, requestType: 'Request Access Change', duration: '1h' });
    await stack.waitFor(key, 'revoked');
    return [key, change];
  },
  async function isDenied(stack, by) {
    const key = stack.raise({ by });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Denied', key);
    await stack.waitFor(key, 'denied');
    return [key];
  },
  async function isExtended(stack, by) {
    // Only a rule that asks nobody lets access be extended.
    const key = stack.raise({ by, accessType: 'Viewer', duration: '30m' });
    await stack.waitFor(key, 'active');
    const grant = encodeURIComponent(`okta/${by}/Viewer`);
    const answer = await stack.api('POST', `/grants/${grant}/extension`, 'demo-admin', { duration: '2h' });
    expect(answer.status).toBe(200);
    return [key];
  },
  async function isWithdrawn(stack, by) {
    const key = stack.raise({ by });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move(by, 'Canceled', key);
    await stack.waitFor(key, 'withdrawn');
    return [key];
  },
  async function isRevoked(stack, by) {
    const key = await given(stack, { by });
    await stack.api('POST', '/revocations', 'demo-admin', { subject: by, reason: 'left the company' });
    await stack.waitFor(key, 'revoked');
    return [key];
  },
  async function isHeldTwice(stack, by) {
    const first = stack.raise({ by, accessType: 'Viewer', duration: '3s' });
    const second = stack.raise({ by, accessType: 'Viewer', duration: '1h' });
    await Promise.all([stack.waitFor(second, 'active'), stack.waitFor(first, 'expired')]);
    return [first, second];
  },
  async function asksForNonsense(stack, by) {
    const key = stack.raise({ by, accessType: 'Admin', duration: 'soon' });
    await stack.waitFor(key, 'declined');
    return [key];
  },
];

async function given(stack: Stack, asked: Parameters<Stack['raise']>[0]): Promise<string> {
  const key = stack.raise(asked);
  await stack.waitFor(key, 'awaiting_approval');
  stack.move('lead@acme.test', 'Approved', key);
  await stack.waitFor(key, 'active');
  return key;
}

/** Faults of every kind at both vendors, some of each. */
function misbehave({ okta, jira }: Stack): void {
  const faults: readonly Fault[] = ['429', '500', 'drop-before', 'drop-after-effect', '503', 'drop-after-effect'];
  for (const fault of faults) {
    for (const verb of ['PUT', 'DELETE'])
      okta.misbehaving.add({ match: `${verb} /api/v1/groups/*`, fault, times: 4, retryAfterSeconds: 1 });
    okta.misbehaving.add({ match: 'GET /api/v1/users/*', fault, times: 3, retryAfterSeconds: 1 });
    jira.misbehaving.add({ match: 'POST /rest/api/3/issue/*', fault, times: 3, retryAfterSeconds: 1 });
    jira.misbehaving.add({ match: 'GET /rest/api/3/issue/*', fault, times: 3, retryAfterSeconds: 1 });
  }
  okta.misbehaving.add({ match: 'PUT /api/v1/groups/*', fault: 'slow', delayMs: 1_500, times: 3 });
}

async function allRows(stack: Stack): Promise<AuditRow[]> {
  const { body } = await stack.api('GET', '/audit/export?format=jsonl', 'demo-auditor');
  return String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditRow);
}

function effectOf(row: AuditRow): string {
  const { id, name } = (row.details?.entitlement ?? {}) as { id?: string; name?: string };
  const group = id === '00g1emaKYZTWRYYRRTSK' ? 'Okta-Admins' : (name ?? '');
  return `${row.action === 'provider.granted' ? 'added' : 'removed'} ${row.subject} ${group}`;
}

async function allGrants(stack: Stack): Promise<{ subject: string; accessLevel: string }[]> {
  const found = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await stack.api('GET', `/grants?state=active&limit=200${query}`);
    found.push(...body.items);
    cursor = body.nextCursor;
  }
  return found;
}
