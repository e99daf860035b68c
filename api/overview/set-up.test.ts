import { afterAll, beforeAll, expect, test } from 'vitest';
import { PORTAL_CHECKED_SETTING } from '../../store/settings/settings-store.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';
import { requestView } from '../../test/support/request-view.ts';
import { etagOf } from '../configuration/etag.ts';

let api: ApiServer;
const empty = { ...configurationDocument(), applications: [], rules: [] } as Record<string, unknown>;
beforeAll(async () => {
  const { identityProvider: _provider, ...document } = empty;
  api = await startApi({ document });
});
afterAll(() => api?.stop());

const done = async (as = 'admin') => {
  const { setUp } = (await api.call('GET', '/overview', { as })).body;
  return setUp === null ? null : Object.keys(setUp).filter((step) => setUp[step] === true);
};

test('the overview tells which steps of the set-up are done', async () => {
  expect(await done()).toEqual([]);
  const { accessLevels, ...application } = (configurationDocument().applications as Record<string, unknown>[])[0] ?? {};
  expect((await api.call('POST', '/applications', { body: application })).status).toBe(201);
  expect(await done()).toEqual(['application']);
  const { etag } = await api.call('GET', '/applications/okta').then(({ headers }) => ({ etag: headers.get('etag') }));
  const body = { ...application, accessLevels };
  await api.call('PUT', '/applications/okta', { body, headers: { 'if-match': String(etag) } });
  expect(await done()).toEqual(['application', 'accessLevel']);
  const rule = { key: 'okta-any', application: 'okta', accessLevel: '*' };
  expect((await api.call('POST', '/rules', { body: rule })).status).toBe(201);
  expect(await done()).toEqual(['application', 'accessLevel', 'rule']);
});

test('a check counts for the portal settings that it was of; a request shows that they work', async () => {
  await api.store.settings.set(PORTAL_CHECKED_SETTING, etagOf(empty.portal));
  expect(await done()).toContain('portal');
  const portal = { ...(empty.portal as object), project: 'OTHER' };
  await api.call('PUT', '/portal', { body: portal, headers: { 'if-match': etagOf(empty.portal) } });
  expect(await done()).not.toContain('portal');
  await api.store.requests.save(requestView({ key: 'A-1' }), []);
  expect(await done()).toEqual(['application', 'accessLevel', 'rule', 'portal', 'request']);
});

test('who may not see the configuration is not told', async () => {
  expect(await done('auditor')).not.toBeNull();
  expect(await done('owner')).toBeNull();
  expect(await done('approver')).toBeNull();
});
