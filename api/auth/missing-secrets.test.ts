import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireDocumented } from '../../test/support/api-client.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument } from '../../test/support/configuration.ts';

let api: ApiServer;
beforeAll(async () => {
  const missing = 'env:NO_SUCH_SECRET';
  api = await startApi({
    document: configurationDocument({
      jira: {
        url: 'https://acme.atlassian.net',
        email: 'bot@acme.test',
        apiToken: 'env:JIRA_API_TOKEN',
        webhookSecret: missing,
      },
      auth: { oidc: { issuer: 'https://acme.okta.com', clientId: 'x', clientSecret: missing, roleClaims: {} } },
    }),
  });
});
afterAll(() => api?.stop());

test.each([
  ['a webhook, which Jira then sends again', 'POST', '/webhooks/jira'],
  ['signing in', 'GET', '/auth/login'],
])('%s is answered 503 where the secret that it needs is not set', async (_what, method, path) => {
  const response = await fetch(`${api.url}${path}`, { method, ...(method === 'POST' ? { body: '{}' } : {}) });
  const body = JSON.parse(await response.text());
  requireDocumented(method, path, { status: response.status, headers: response.headers, body });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('30');
  expect(body).toMatchObject({ code: 'LH_UNAVAILABLE', detail: expect.stringContaining('Set it, and try again') });
  // Anyone can ask.
  expect(JSON.stringify(body)).not.toContain('NO_SUCH_SECRET');
});
