import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument, rule } from '../../test/support/configuration.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(async () => {
  process.env.LEASEHOLD_ENCRYPTION_KEY = KEY;
  await api.configure(configurationDocument());
});

const newest = () => api.store.config.newest();
const etagOf = async (path: string) => (await api.call('GET', path)).headers.get('etag') ?? '';
const put = async (path: string, body: unknown, as?: string) =>
  api.call('PUT', path, { body, headers: { 'if-match': await etagOf(path) }, ...(as === undefined ? {} : { as }) });

const GITHUB = {
  key: 'github',
  name: 'GitHub',
  connector: 'github',
  url: 'https://api.github.com',
  credentials: { token: 'env:GITHUB_TOKEN' },
  accessLevels: [{ name: 'Team', entitlements: [{ type: 'team', name: 'payments' }] }],
};

describe('a save', () => {
  test('of a new rule is a new revision, with its author and note, and in the audit in the same transaction', async () => {
    const before = await newest();
    const created = await api.call('POST', '/rules?note=for+the+new+team', { body: rule({ key: 'second' }) });
    expect(created).toMatchObject({ status: 201, body: { key: 'second', application: 'okta' } });
    expect(created.headers.get('location')).toBe('/api/v1/rules/second');
    expect(await newest()).toBe((before ?? 0) + 1);
    const { body } = await api.call('GET', '/configuration/revisions?limit=1');
    expect(body.items).toMatchObject([{ author: 'admin', note: 'for the new team' }]);
    const trail = await api.call('GET', '/audit?action=config.saved&limit=1');
    expect(trail.body.items[0]).toMatchObject({
      actor: 'admin',
      revision: (before ?? 0) + 1,
      details: { what: 'new rule second', changed: ['rules[second]'] },
    });
  });

  test('of an entry keeps the document as leasehold.yaml has it, so that it can be written back', async () => {
    await put('/rules/okta-admin', rule({ duration: { max: '14d' } }));
    const { body, headers } = await api.call('GET', '/configuration?format=yaml');
    expect(headers.get('content-type')).toMatch(/^application\/yaml/);
    expect(parse(body)).toMatchObject({ version: 1, rules: [{ key: 'okta-admin', duration: { max: '14d' } }, {}] });
    expect((await api.call('GET', '/configuration')).body).toEqual(parse(body));
  });

  test('that changes nothing makes no revision', async () => {
    const before = await newest();
    const { body } = await api.call('GET', '/rules/okta-admin');
    expect(await put('/rules/okta-admin', body)).toMatchObject({ status: 200, body });
    expect(await newest()).toBe(before);
  });

  test('without If-Match is refused; PUT and DELETE of everything need it', async () => {
    for (const [method, path, body] of [
      ['PUT', '/rules/okta-admin', rule()],
      ['DELETE', '/rules/okta-admin', undefined],
      ['PUT', '/rules/order', { keys: ['okta-viewer', 'okta-admin'] }],
      ['PUT', '/applications/okta', configurationDocument()],
      ['DELETE', '/applications/okta', undefined],
      ['PUT', '/portal', {}],
      ['PUT', '/configuration', configurationDocument()],
    ] as const)
      expect(await api.call(method, path, { body }), `${method} ${path}`).toMatchObject({
        status: 428,
        body: { code: 'LH_PRECONDITION_REQUIRED' },
      });
  });

  test('of what somebody else has saved meanwhile is told who, and when', async () => {
    const seen = await etagOf('/rules/okta-admin');
    await put('/rules/okta-admin', rule({ justification: 'required' }), 'second-admin');
    const late = await api.call('PUT', '/rules/okta-admin', { body: rule(), headers: { 'if-match': seen } });
    expect(late).toMatchObject({
      status: 412,
      body: { savedBy: 'second-admin', savedAt: expect.any(String), detail: expect.stringContaining('second-admin') },
    });
    expect((await api.call('GET', '/rules/okta-admin')).body).toMatchObject({ justification: 'required' });
  });

  test('is not in the way of a save of something else', async () => {
    const seen = await etagOf('/rules/okta-viewer');
    await put('/rules/okta-admin', rule({ justification: 'required' }));
    const body = { ...rule({ key: 'okta-viewer', accessLevel: 'Viewer' }), approval: undefined };
    expect(await api.call('PUT', '/rules/okta-viewer', { body, headers: { 'if-match': seen } })).toMatchObject({
      status: 200,
    });
  });

  test('of two people at once, of one rule, is one save', async () => {
    const seen = await etagOf('/rules/okta-admin');
    const answers = await Promise.all(
      ['1d', '2d', '3d', '4d'].map((max) =>
        api.call('PUT', '/rules/okta-admin', { body: rule({ duration: { max } }), headers: { 'if-match': seen } }),
      ),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412, 412, 412]);
  });

  test('of two people at once, of different rules, is two saves', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((key) => api.call('POST', '/rules', { body: rule({ key }) })),
    );
    expect(answers.map((each) => each.status)).toEqual([201, 201, 201, 201]);
    const { body } = await api.call('GET', '/rules');
    expect(body.items.map((each: { key: string }) => each.key).sort()).toEqual(
      ['a', 'b', 'c', 'd', 'okta-admin', 'okta-viewer'].sort(),
    );
  });
});

describe('a document that is not valid', () => {
  test('is refused whole, with all problems by where they are in what was sent', async () => {
    const body = { ...rule({ key: 'broken' }), approvall: {}, duration: { max: 'long' } };
    expect(await api.call('POST', '/rules', { body })).toMatchObject({
      status: 422,
      body: {
        code: 'LH_INVALID',
        problems: expect.arrayContaining([
          { path: 'duration.max', message: expect.stringContaining('not a duration') },
          { path: 'approvall', message: 'unknown key; did you mean "approval"?' },
        ]),
      },
    });
  });

  test('is refused for references that lead nowhere, here or elsewhere', async () => {
    expect(await api.call('POST', '/rules', { body: rule({ key: 'x', application: 'nowhere' }) })).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'application', message: 'there is no application "nowhere"' }] },
    });
    const removed = await api.call('DELETE', '/applications/okta', {
      headers: { 'if-match': await etagOf('/applications/okta') },
    });
    expect(removed.status).toBe(422);
    expect(removed.body.problems).toEqual(
      expect.arrayContaining([{ path: 'rules[0].application', message: 'there is no application "okta"' }]),
    );
  });

  test('has a key of its own', async () => {
    expect(await api.call('POST', '/rules', { body: rule() })).toMatchObject({ status: 409 });
    expect(await put('/rules/okta-admin', rule({ key: 'other' }))).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'key' }] },
    });
    expect(await api.call('GET', '/rules/nowhere')).toMatchObject({ status: 404 });
  });

  test('can be checked without a save: problems, and what will surprise somebody', async () => {
    const before = await newest();
    const surprising = configurationDocument({ rules: [rule()] });
    expect((await api.call('POST', '/configuration/check', { body: surprising })).body).toEqual({
      ok: true,
      problems: [],
      warnings: [{ path: 'applications[0].accessLevels[1]', message: expect.stringContaining('Viewer') }],
    });
    expect((await api.call('POST', '/configuration/check', { body: { version: 2 } })).body).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ path: 'version', message: 'must be 1' }]),
    });
    expect(await newest()).toBe(before);
  });
});

describe('rules', () => {
  test('are put in another order by naming all of them once', async () => {
    const ifMatch = { 'if-match': await etagOf('/rules') };
    const keys = ['okta-viewer', 'okta-admin'];
    for (const wrong of [['okta-admin'], [...keys, 'okta-admin'], ['okta-admin', 'okta-admin']])
      expect(await api.call('PUT', '/rules/order', { body: { keys: wrong }, headers: ifMatch })).toMatchObject({
        status: 422,
      });
    expect(await api.call('PUT', '/rules/order', { body: { keys }, headers: ifMatch })).toMatchObject({ status: 200 });
    const { body } = await api.call('GET', '/rules');
    expect(body.items.map((each: { key: string }) => each.key)).toEqual(keys);
    expect(await api.call('PUT', '/rules/order', { body: { keys }, headers: ifMatch })).toMatchObject({ status: 412 });
  });

  test('may be put before another one, and are paged in their order', async () => {
    await api.call('POST', '/rules?before=okta-viewer', { body: rule({ key: 'between' }) });
    const first = await api.call('GET', '/rules?limit=2');
    expect(first.body.items.map((each: { key: string }) => each.key)).toEqual(['okta-admin', 'between']);
    const second = await api.call('GET', `/rules?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ key: 'okta-viewer' }], nextCursor: null });
  });

  test('are removed', async () => {
    const headers = { 'if-match': await etagOf('/rules/okta-viewer') };
    expect(await api.call('DELETE', '/rules/okta-viewer', { headers })).toMatchObject({ status: 204 });
    expect(await api.call('DELETE', '/rules/okta-viewer', { headers })).toMatchObject({ status: 404 });
  });
});

describe('portal settings', () => {
  test('are shown and changed like everything else', async () => {
    const { body } = await api.call('GET', '/portal');
    expect(body).toMatchObject({ project: 'ACCESS' });
    expect(await put('/portal', { ...body, project: 'HELP' })).toMatchObject({
      status: 200,
      body: { project: 'HELP' },
    });
    const wrong = await put('/portal', { ...body, statuses: { pending: ['Open'] } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { problems: expect.arrayContaining([{ path: 'statuses.approved', message: expect.any(String) }]) },
    });
  });
});

describe('secrets', () => {
  const stored = async (): Promise<{ credentials: Record<string, string> }> => {
    const document = (await api.store.config.current())?.document as {
      applications: { key: string; credentials: Record<string, string> }[];
    };
    return document.applications.find((each) => each.key === 'github') ?? { credentials: {} };
  };

  test('are sealed before they are kept, and never sent back', async () => {
    const created = await api.call('POST', '/applications', {
      body: { ...GITHUB, credentials: { token: { secret: 'ghp_hunter2' } } },
    });
    expect(created).toMatchObject({ status: 201, body: { credentials: { token: 'sealed:set' } } });
    const { credentials } = await stored();
    expect(credentials.token).toMatch(/^sealed:/);
    expect(await resolveCredential(credentials.token ?? '')).toBe('ghp_hunter2');
    const revision = await newest();
    for (const path of [
      '/applications',
      '/applications/github',
      '/configuration',
      `/configuration/revisions/${revision}`,
      `/configuration/revisions/${revision}/diff`,
      '/audit',
    ]) {
      const text = JSON.stringify((await api.call('GET', path)).body);
      expect(text, path).not.toContain('hunter2');
      expect(text, path).not.toContain(credentials.token);
    }
  });

  test('stay as they are when what is shown of them is sent back', async () => {
    await api.call('POST', '/applications', { body: { ...GITHUB, credentials: { token: { secret: 'ghp_1' } } } });
    const before = (await stored()).credentials.token;
    const { body } = await api.call('GET', '/applications/github');
    expect(await put('/applications/github', { ...body, name: 'GitHub Cloud' })).toMatchObject({ status: 200 });
    expect((await stored()).credentials.token).toBe(before);
    const whole = await api.call('GET', '/configuration');
    expect(await put('/configuration', { ...whole.body, admins: ['boss@acme.test'] })).toMatchObject({ status: 200 });
    expect((await stored()).credentials.token).toBe(before);
  });

  test('do not follow an application to another address', async () => {
    await api.call('POST', '/applications', { body: { ...GITHUB, credentials: { token: { secret: 'ghp_1' } } } });
    const { body } = await api.call('GET', '/applications/github');
    expect(await put('/applications/github', { ...body, url: 'https://evil.test' })).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'credentials.token', message: expect.stringContaining('address has changed') }] },
    });
    const again = { ...body, url: 'https://ghe.acme.test', credentials: { token: { secret: 'ghp_1' } } };
    expect(await put('/applications/github', again)).toMatchObject({ status: 200 });
  });

  test('that were never given cannot be left as they are', async () => {
    const body = { ...GITHUB, credentials: { token: 'sealed:set' } };
    expect(await api.call('POST', '/applications', { body })).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'credentials.token' }] },
    });
  });

  test('in plain text, or without a key to seal them under, are refused with what to do', async () => {
    expect(
      await api.call('POST', '/applications', { body: { ...GITHUB, credentials: { token: 'ghp_1' } } }),
    ).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'credentials.token', message: expect.stringContaining('never the secret itself') }] },
    });
    delete process.env.LEASEHOLD_ENCRYPTION_KEY;
    const refused = await api.call('POST', '/applications', {
      body: { ...GITHUB, credentials: { token: { secret: 'ghp_1' } } },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/LEASEHOLD_ENCRYPTION_KEY.*env:NAME or file:/) },
    });
  });

  test('leave as they were sealed only for whoever may change the configuration, and only when asked for', async () => {
    await api.call('POST', '/applications', { body: { ...GITHUB, credentials: { token: { secret: 'ghp_1' } } } });
    const { token } = (await stored()).credentials;
    const included = await api.call('GET', '/configuration?sealed=include');
    expect(JSON.stringify(included.body)).toContain(token);
    expect(await api.call('GET', '/configuration?sealed=include', { as: 'auditor' })).toMatchObject({ status: 403 });
    // What was exported with its sealed credentials can be applied again.
    expect(await put('/configuration', included.body)).toMatchObject({ status: 200 });
  });
});

describe('an application in which somebody holds access', () => {
  test('cannot be removed, by whatever way, until the access has ended', async () => {
    await api.call('POST', '/applications', { body: GITHUB });
    const lease = {
      id: 'ACCESS-9/1',
      requestKey: 'ACCESS-9',
      application: 'github',
      subject: 'ann@acme.test',
      accessLevel: 'Team',
      entitlements: [],
      rule: 'r',
      revision: 1,
      durationMs: null,
      maxDurationMs: null,
    };
    await api.store.ledger.openLease(lease, []);
    const without = configurationDocument();
    for (const answer of [
      await api.call('DELETE', '/applications/github', { headers: { 'if-match': '*' } }),
      await api.call('PUT', '/configuration', { body: without, headers: { 'if-match': '*' } }),
      await api.call('POST', `/configuration/revisions/${((await newest()) ?? 0) - 1}/rollback`),
    ])
      expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining('still hold access') } });
    const at = '2026-06-03T10:00:00.000Z';
    await api.store.ledger.endLease(lease.id, { reason: 'revoked', by: 'admin', at }, []);
    expect(await api.call('DELETE', '/applications/github', { headers: { 'if-match': '*' } })).toMatchObject({
      status: 204,
    });
  });
});

describe('revisions', () => {
  test('are listed in pages, shown with what they changed, compared, and rolled back to', async () => {
    const base = (await newest()) ?? 0;
    await put('/rules/okta-admin', rule({ duration: { default: '8h', max: '14d' } }));
    await api.call('PUT', '/rules/order', {
      body: { keys: ['okta-viewer', 'okta-admin'] },
      headers: { 'if-match': '*' },
    });
    const one = await api.call('GET', `/configuration/revisions/${base + 1}`);
    expect(one.body).toMatchObject({
      revision: base + 1,
      differences: [{ path: 'rules[okta-admin].duration.max', kind: 'changed', before: '30d', after: '14d' }],
    });
    expect((await api.call('GET', `/configuration/revisions/${base + 2}/diff?against=${base}`)).body).toMatchObject({
      from: base,
      to: base + 2,
      differences: [
        { path: 'rules[okta-admin].duration.max' },
        { path: 'rules', kind: 'moved', before: ['okta-admin', 'okta-viewer'], after: ['okta-viewer', 'okta-admin'] },
      ],
    });
    expect(await api.call('POST', `/configuration/revisions/${base}/rollback`)).toMatchObject({
      status: 200,
      body: { revision: base + 3 },
    });
    expect(
      (await api.call('GET', `/configuration/revisions/${base + 3}/diff?against=${base}`)).body.differences,
    ).toEqual([]);
    expect((await api.call('GET', '/configuration/revisions?limit=1')).body).toMatchObject({
      items: [{ revision: base + 3, note: `Back to revision ${base}` }],
      nextCursor: expect.any(String),
    });
    expect(await api.call('GET', '/configuration/revisions/999999')).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/configuration/revisions/99999999999')).toMatchObject({ status: 400 });
  });

  test('can be made from a file in YAML', async () => {
    const yaml = (await api.call('GET', '/configuration?format=yaml')).body.replace('max: 30d', 'max: 20d');
    const headers = { 'if-match': await etagOf('/configuration'), 'content-type': 'application/yaml' };
    expect(await api.call('PUT', '/configuration', { body: yaml, headers })).toMatchObject({ status: 200 });
    expect((await api.call('GET', '/rules/okta-admin')).body.duration.max).toBe('20d');
    const broken = await api.call('PUT', '/configuration', { body: 'a: [', headers });
    expect(broken).toMatchObject({ status: 422, body: { problems: [{ line: 1 }] } });
  });
});

describe('with changeControl: secondPerson', () => {
  beforeEach(() => api.configure(configurationDocument({ changeControl: 'secondPerson' })));
  const proposal = async (as = 'admin', justification = 'required') => {
    const answer = await put('/rules/okta-admin', rule({ justification }), as);
    expect(answer).toMatchObject({ status: 202, body: { state: 'pending', what: 'rule okta-admin', author: as } });
    return answer.body.id as string;
  };
  const decide = (id: string, what: 'approval' | 'rejection', as: string, comment?: string) =>
    api.call('POST', `/configuration/changes/${id}/${what}`, { as, body: { comment } });

  test('a change waits, and is saved when another admin agrees, in the name of its author', async () => {
    const before = await newest();
    const id = await proposal();
    expect(await newest()).toBe(before);
    expect((await api.call('GET', `/configuration/changes/${id}`, { as: 'second-admin' })).body).toMatchObject({
      fresh: true,
      mine: false,
      differences: [{ path: 'rules[okta-admin].justification', kind: 'added', after: 'required' }],
    });
    expect(await decide(id, 'approval', 'second-admin', 'fine')).toMatchObject({
      status: 200,
      body: { state: 'approved', decidedBy: 'second-admin', savedRevision: (before ?? 0) + 1 },
    });
    expect((await api.call('GET', '/rules/okta-admin')).body.justification).toBe('required');
    expect((await api.call('GET', '/configuration/revisions?limit=1')).body.items[0]).toMatchObject({
      author: 'admin',
    });
    const trail = (await api.call('GET', '/audit?limit=3')).body.items;
    expect(trail.map((each: { action: string; actor: string }) => [each.action, each.actor])).toEqual([
      ['config.approved', 'second-admin'],
      ['config.saved', 'admin'],
      ['config.proposed', 'admin'],
    ]);
  });

  test('nobody approves their own, not by a token of theirs either', async () => {
    const id = await proposal();
    expect(await decide(id, 'approval', 'admin')).toMatchObject({ status: 403 });
    const { token } = (await api.call('POST', '/tokens', { body: { name: `robot-${id.slice(0, 8)}`, role: 'admin' } }))
      .body;
    expect(await decide(id, 'approval', token)).toMatchObject({ status: 403 });
    const answer = await put('/rules/okta-viewer', { ...rule({ key: 'okta-viewer', accessLevel: 'Viewer' }) }, token);
    expect(answer).toMatchObject({ status: 202, body: { author: `token:robot-${id.slice(0, 8)}` } });
    expect(await decide(answer.body.id, 'approval', 'admin')).toMatchObject({ status: 403 });
    expect(await decide(answer.body.id, 'approval', 'second-admin')).toMatchObject({ status: 200 });
  });

  test('two who agree at once save it once; what is decided stays so', async () => {
    const id = await proposal();
    const before = (await newest()) ?? 0;
    const answers = await Promise.all([decide(id, 'approval', 'second-admin'), decide(id, 'approval', 'second-admin')]);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
    expect(await newest()).toBe(before + 1);
    expect(await decide(id, 'rejection', 'second-admin')).toMatchObject({ status: 409 });
  });

  test('a change of what was changed meanwhile is not saved', async () => {
    const first = await proposal('admin', 'required');
    const second = await proposal('admin', 'optional');
    expect(await decide(first, 'approval', 'second-admin')).toMatchObject({ status: 200 });
    expect((await api.call('GET', `/configuration/changes/${second}`)).body).toMatchObject({
      fresh: false,
      mine: true,
    });
    expect(await decide(second, 'approval', 'second-admin')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('proposed again') },
    });
    expect(await decide(second, 'rejection', 'second-admin', 'too late')).toMatchObject({
      status: 200,
      body: { state: 'rejected', comment: 'too late' },
    });
  });

  test('an author takes their change back', async () => {
    const id = await proposal();
    expect(await decide(id, 'rejection', 'admin')).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    const pending = await api.call('GET', '/configuration/changes?state=pending');
    expect(pending.body.items.map((each: { id: string }) => each.id)).not.toContain(id);
  });

  test('switching it off needs a second person too', async () => {
    const whole = (await api.call('GET', '/configuration')).body;
    expect(await put('/configuration', { ...whole, changeControl: undefined })).toMatchObject({ status: 202 });
    const base = (await newest()) ?? 0;
    expect(await api.call('POST', `/configuration/revisions/${base - 1}/rollback`)).toMatchObject({ status: 202 });
  });

  test('a credential that is there is not sent to an address that nobody has approved', async () => {
    const okta = (await api.call('GET', '/applications/okta')).body;
    const elsewhere = { ...okta, url: 'https://evil.test' };
    expect(await api.call('POST', '/applications/test', { body: elsewhere })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('not approved yet') },
    });
    // Temporal is away in this test: what is allowed gets as far as that.
    const given = { ...elsewhere, credentials: { apiToken: { secret: 'mine' } } };
    expect(await api.call('POST', '/applications/test', { body: given })).toMatchObject({ status: 503 });
    expect(await api.call('POST', '/applications/test', { body: okta })).toMatchObject({ status: 503 });
  });
});
