import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ROLES, type Role } from '../../api/auth/principal.ts';
import { ACTIONS, type Action, scopeOf } from '../../api/authorization.ts';
import { ROUTES } from '../../api/routes.ts';
import { lacks } from '../parts/lacks.ts';
import { requireDocumented } from '../support/api-client.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type Fixtures, type ProbeCall, probesOf } from './authorization-probes.ts';

/** A token per role. The owner owns Okta; the approver decides on Okta's Admin level. */
const TOKENS: Readonly<Record<Role, string>> = {
  admin: 'demo-admin',
  operator: 'demo-operator',
  auditor: 'demo-auditor',
  owner: 'demo-owner',
  approver: 'demo-lead',
};

const FIXTURES: Fixtures = {
  own: { request: 'ACCESS-1', grant: 'okta/carol@acme.test/Viewer', application: 'okta', rule: 'okta-admin' },
  other: { request: 'ACCESS-2', grant: 'other/bob@acme.test/Viewer', application: 'other', rule: 'other-viewer' },
  revocation: '',
};

/** The demo's company with a second application, of another owner, over the same simulated Okta. */
function withOther(yaml: string): string {
  const document = parse(yaml);
  const [okta] = document.applications;
  const level = okta.accessLevels.find((each: { name: string }) => each.name === 'Viewer');
  document.applications.push({ ...okta, key: 'other', name: 'Other', owner: 'boss@acme.test', accessLevels: [level] });
  document.rules.push({ key: 'other-viewer', application: 'other', accessLevel: 'Viewer' });
  return stringify(document);
}

const routes = ROUTES.flatMap(({ declaration: { method, path, action } }) =>
  action === 'public' ? [] : [{ method, path, action, name: `${method} ${path}` }],
);

test('every route that needs a sign-in has a probe, and no other route has one', () => {
  expect(Object.keys(probesOf(FIXTURES)).sort()).toEqual(routes.map((route) => route.name).sort());
});

describe.skipIf(lacks('temporalCli', 'postgres'))('permissions, cell by cell', () => {
  let stack: Stack;
  let fixtures: Fixtures;
  beforeAll(async () => {
    stack = await startStack('authorization', { change: withOther });
    const admin = stack.raise({ by: 'alice@acme.test', accessType: 'Admin' });
    const other = stack.raise({ by: 'bob@acme.test', application: 'Other', accessType: 'Viewer' });
    const viewer = stack.raise({ by: 'carol@acme.test', accessType: 'Viewer' });
    expect([admin, other]).toEqual([FIXTURES.own.request, FIXTURES.other.request]);
    await stack.waitFor(admin, 'awaiting_approval');
    await stack.waitFor(other, 'active');
    await stack.waitFor(viewer, 'active');
    const ordered = await stack.api('POST', '/revocations', 'demo-admin', { subject: 'nobody@acme.test', reason: 'x' });
    fixtures = { ...FIXTURES, revocation: ordered.body.id };
  });
  afterAll(() => stack?.stop());

  async function call(method: string, probe: ProbeCall, token: string) {
    const path = `/api/v1${probe.path}`;
    const response = await fetch(`${stack.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(probe.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...probe.headers,
      },
      ...(probe.body === undefined ? {} : { body: JSON.stringify(probe.body) }),
    });
    // A stream of events has no end.
    const streams = response.headers.get('content-type') === 'text/event-stream';
    const text = streams ? '' : await response.text();
    if (streams) await response.body?.cancel();
    const isJson = /[/+]json$/.test((response.headers.get('content-type') ?? '').replace(/;.*/, ''));
    const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    requireDocumented(method, path, answer);
    return answer;
  }

  const byTable = (detail: unknown): boolean => /^The role \w+ may not do this/.test(String(detail));

  describe.each(routes)('$name', ({ method, action, name }) => {
    test.each(ROLES)('%s', async (role) => {
      const probe = probesOf(fixtures)[name];
      if (probe === undefined) throw new Error(`There is no probe for ${name}.`);
      const scope = scopeOf(role, action as Action);
      const verb = method.toUpperCase();
      const own = await call(verb, probe.own, TOKENS[role]);
      if (scope === undefined) {
        expect(own).toMatchObject({ status: 403, body: { code: 'LH_FORBIDDEN' } });
        expect(byTable(own.body.detail)).toBe(true);
      } else {
        expect(byTable(own.body.detail), JSON.stringify(own.body)).toBe(false);
        expect(probe.allowed ?? [200, 201, 202, 204], JSON.stringify(own.body)).toContain(own.status);
      }
      if (probe.other === undefined) return;
      const other = await call(verb, probe.other, TOKENS[role]);
      if (scope === 'any')
        expect(probe.allowed ?? [200, 201, 202, 204], JSON.stringify(other.body)).toContain(other.status);
      else expect([403, 404], JSON.stringify(other.body)).toContain(other.status);
    });
  });

  test('lists hold what is one’s own, and nothing of another application', async () => {
    const listed = async (path: string, token: string) =>
      JSON.stringify((await stack.api('GET', path, token)).body.items);
    for (const [path, mine, others] of [
      ['/requests', 'ACCESS-1', 'ACCESS-2'],
      ['/grants', 'okta/carol', 'other/bob'],
      ['/applications', '"key":"okta"', '"key":"other"'],
      ['/rules', 'okta-admin', 'other-viewer'],
    ] as const) {
      const text = await listed(path, 'demo-owner');
      expect(text, path).toContain(mine);
      expect(text, path).not.toContain(others);
      expect(await listed(path, 'demo-admin'), path).toContain(others);
    }
    expect(await listed('/requests', 'demo-lead')).toContain('ACCESS-1');
    expect(await listed('/requests', 'demo-lead')).not.toContain('ACCESS-2');
  });

  test('without a token, or with a wrong one, nothing is answered', async () => {
    for (const { method, name } of routes) {
      const probe = probesOf(fixtures)[name];
      if (probe !== undefined)
        expect((await call(method.toUpperCase(), probe.own, 'wrong')).status, name).toBeOneOf([401, 429]);
    }
  });

  test('the table names no role and no scope that there is not', () => {
    for (const roles of Object.values(ACTIONS))
      for (const [role, scope] of Object.entries(roles)) {
        expect(ROLES).toContain(role);
        expect(['any', 'own']).toContain(scope);
      }
  });
});
