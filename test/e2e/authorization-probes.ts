/** One call per route for the permission tests. It changes nothing that another cell needs. */

export interface Probe {
  /** The call, for an object of the owner (and of the approver). */
  readonly own: ProbeCall;
  /** The same for another application; absent if the route is about none. */
  readonly other?: ProbeCall;
  /** The statuses of an allowed call; only 2xx unless given. */
  readonly allowed?: readonly number[];
}

export interface ProbeCall {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The objects of the test's stack: in the owner's application, and in another one. */
export interface Fixtures {
  readonly own: {
    readonly request: string;
    readonly grant: string;
    readonly application: string;
    readonly rule: string;
  };
  readonly other: Fixtures['own'];
  /** Grants that are only read; a dry run may end both. */
  readonly revocation: string;
}

/** An unknown version: an allowed caller is told that the version differs. */
const STALE = { headers: { 'if-match': '"nobody"' } };
const NOBODY = '00000000-0000-4000-8000-000000000000';

export function probesOf({ own, other, revocation }: Fixtures): Readonly<Record<string, Probe>> {
  const each = (call: (of: Fixtures['own']) => ProbeCall, allowed?: readonly number[]): Probe => ({
    own: call(own),
    other: call(other),
    ...(allowed === undefined ? {} : { allowed }),
  });
  const one = (path: string, more: Omit<ProbeCall, 'path'> & { readonly allowed?: readonly number[] } = {}): Probe => {
    const { allowed, ...call } = more;
    return { own: { path, ...call }, ...(allowed === undefined ? {} : { allowed }) };
  };
  const api = '/api/v1';
  return {
    [`get ${api}/me`]: one('/me'),
    [`get ${api}/overview`]: one('/overview'),
    [`get ${api}/connectors`]: one('/connectors'),
    [`get ${api}/events`]: one('/events'),

    [`get ${api}/requests`]: one('/requests'),
    [`get ${api}/requests/{key}`]: each(({ request }) => ({ path: `/requests/${request}` })),
    // The run, not the permission table, refuses people who are not its approvers.
    [`post ${api}/requests/{key}/decisions`]: one('/requests/NOWHERE-1/decisions', {
      body: { decision: 'deny', plan: `${'0'.repeat(64)}.1.0` },
      allowed: [404],
    }),
    [`post ${api}/requests/{key}/reassignment`]: one('/requests/NOWHERE-1/reassignment', {
      body: { to: 'carol@acme.test' },
      allowed: [404],
    }),
    [`post ${api}/requests/{key}/retry`]: each(({ request }) => ({ path: `/requests/${request}/retry` }), [409]),
    [`post ${api}/simulations`]: one('/simulations', {
      body: { subject: 'bob@acme.test', application: 'okta', accessLevel: 'Viewer' },
    }),

    [`post ${api}/simulations/replay`]: one('/simulations/replay', { body: {}, allowed: [422] }),

    [`get ${api}/grants`]: one('/grants'),
    [`get ${api}/grants/{id}`]: each(({ grant }) => ({ path: `/grants/${encodeURIComponent(grant)}` })),
    [`post ${api}/grants/{id}/extension`]: each(
      ({ grant }) => ({ path: `/grants/${encodeURIComponent(grant)}/extension`, body: { duration: '1s' } }),
      [409],
    ),
    [`get ${api}/my/access`]: one('/my/access'),
    [`post ${api}/my/access/{id}/extension`]: one('/my/access/a%2Fb%2Fc/extension', {
      body: { duration: '1h' },
      allowed: [404],
    }),
    [`post ${api}/my/access/{id}/revocation`]: one('/my/access/a%2Fb%2Fc/revocation', { body: {}, allowed: [404] }),
    [`post ${api}/revocations`]: each(({ grant }) => ({
      path: '/revocations',
      body: { grantIds: [grant], reason: 'looking', dryRun: true },
    })),
    // Ordered by an admin, so a caller who sees only their own orders gets "not found".
    [`get ${api}/revocations/{id}`]: { own: { path: `/revocations/${revocation}` }, allowed: [200, 404] },

    [`get ${api}/reviews`]: one('/reviews'),
    [`get ${api}/reviews/{id}`]: one(`/reviews/${NOBODY}`, { allowed: [404] }),
    [`post ${api}/reviews/{id}/items/{item}/decision`]: one(`/reviews/${NOBODY}/items/1/decision`, {
      body: { decision: 'keep' },
      allowed: [404],
    }),
    [`post ${api}/birthrights/reconciliations`]: one('/birthrights/reconciliations', {
      body: { dryRun: true },
      allowed: [200, 202],
    }),
    [`get ${api}/birthrights/reconciliations`]: one('/birthrights/reconciliations'),
    [`get ${api}/birthrights/reconciliations/{id}`]: one(`/birthrights/reconciliations/${NOBODY}`, { allowed: [404] }),

    [`get ${api}/applications`]: one('/applications'),
    [`post ${api}/applications`]: one('/applications', { body: {}, allowed: [422] }),
    [`get ${api}/applications/{key}`]: each(({ application }) => ({ path: `/applications/${application}` })),
    [`put ${api}/applications/{key}`]: each(
      ({ application }) => ({ path: `/applications/${application}`, body: {}, ...STALE }),
      [412],
    ),
    [`delete ${api}/applications/{key}`]: each(
      ({ application }) => ({ path: `/applications/${application}`, ...STALE }),
      [412],
    ),
    [`post ${api}/applications/{key}/test`]: each(({ application }) => ({ path: `/applications/${application}/test` })),
    [`put ${api}/applications/{key}/organisation`]: each(({ application }) => ({
      path: `/applications/${application}/organisation`,
      body: { organisation: 'nobody' },
    })),
    [`get ${api}/applications/{key}/entitlements`]: each(({ application }) => ({
      path: `/applications/${application}/entitlements?limit=1`,
    })),
    [`post ${api}/applications/test`]: one('/applications/test', { body: {}, allowed: [422] }),
    [`post ${api}/applications/entitlements`]: one('/applications/entitlements', { body: {}, allowed: [422] }),

    [`get ${api}/rules`]: one('/rules'),
    [`post ${api}/rules`]: one('/rules', { body: {}, allowed: [422] }),
    [`put ${api}/rules/order`]: one('/rules/order', { body: { keys: [] }, ...STALE, allowed: [412] }),
    [`get ${api}/rules/{key}`]: each(({ rule }) => ({ path: `/rules/${rule}` })),
    [`put ${api}/rules/{key}`]: each(({ rule }) => ({ path: `/rules/${rule}`, body: {}, ...STALE }), [412]),
    [`delete ${api}/rules/{key}`]: each(({ rule }) => ({ path: `/rules/${rule}`, ...STALE }), [412]),

    [`get ${api}/portal`]: one('/portal'),
    [`put ${api}/portal`]: one('/portal', { body: {}, ...STALE, allowed: [412] }),
    [`post ${api}/portal/check`]: one('/portal/check', { body: {} }),
    [`get ${api}/portal/choices`]: one('/portal/choices'),
    [`get ${api}/configuration`]: one('/configuration'),
    [`put ${api}/configuration`]: one('/configuration', { body: {}, ...STALE, allowed: [412] }),
    [`post ${api}/configuration/check`]: one('/configuration/check', { body: {} }),
    [`get ${api}/configuration/revisions`]: one('/configuration/revisions'),
    [`get ${api}/configuration/revisions/{revision}`]: one('/configuration/revisions/1'),
    [`get ${api}/configuration/revisions/{revision}/diff`]: one('/configuration/revisions/1/diff'),
    [`post ${api}/configuration/revisions/{revision}/rollback`]: one('/configuration/revisions/9999/rollback', {
      allowed: [404],
    }),
    [`get ${api}/configuration/changes`]: one('/configuration/changes'),
    [`get ${api}/configuration/changes/{id}`]: one(`/configuration/changes/${NOBODY}`, { allowed: [404] }),
    [`post ${api}/configuration/changes/{id}/approval`]: one(`/configuration/changes/${NOBODY}/approval`, {
      body: {},
      allowed: [404],
    }),
    [`post ${api}/configuration/changes/{id}/rejection`]: one(`/configuration/changes/${NOBODY}/rejection`, {
      body: {},
      allowed: [404],
    }),

    [`get ${api}/tokens`]: one('/tokens'),
    [`post ${api}/tokens`]: one('/tokens', { body: {}, allowed: [400] }),
    [`get ${api}/tokens/{id}`]: one(`/tokens/${NOBODY}`, { allowed: [404] }),
    [`delete ${api}/tokens/{id}`]: one(`/tokens/${NOBODY}`, { allowed: [404] }),
    [`get ${api}/audit`]: one('/audit?limit=1'),
    [`get ${api}/audit/verification`]: one('/audit/verification'),
    [`get ${api}/audit/export`]: one('/audit/export'),
    [`post ${api}/doctor/platform`]: one('/doctor/platform'),
    [`post ${api}/doctor/people`]: one('/doctor/people'),
    [`post ${api}/doctor/clocks`]: one('/doctor/clocks'),
    [`post ${api}/reconciliation`]: one('/reconciliation', { body: { part: 'trail', dryRun: true } }),
  };
}
