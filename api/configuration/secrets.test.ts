import { describe, expect, test } from 'vitest';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { configurationApi, GITHUB } from '../../test/support/configuration-api.ts';

const { api, newest, put } = configurationApi();

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
    // An export with its sealed credentials can be applied again.
    expect(await put('/configuration', included.body)).toMatchObject({ status: 200 });
  });
});
