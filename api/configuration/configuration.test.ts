import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { configurationApi } from '../../test/support/configuration-api.ts';

const { api, newest, etagOf, put } = configurationApi();

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
