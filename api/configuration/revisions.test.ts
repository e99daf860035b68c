import { describe, expect, test } from 'vitest';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { configurationApi, GITHUB } from '../../test/support/configuration-api.ts';

const { api, newest, etagOf, put } = configurationApi();

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
