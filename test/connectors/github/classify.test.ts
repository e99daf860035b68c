import { describe, expect, test } from 'vitest';
import { classifyGitHubError } from '../../../connectors/github/classify.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const vendor = { name: 'GitHub', application: 'github' };

/** As Octokit throws it. */
function thrown(status: number, headers: Record<string, string>, data: unknown): Error {
  const request = { method: 'GET', url: 'https://api.github.com/x', headers: {} };
  return Object.assign(new Error('said'), { name: 'HttpError', status, request, response: { status, headers, data } });
}

function answered(status: number, more: Record<string, string>, data: unknown = { message: 'no' }) {
  const error = thrown(status, { 'x-github-request-id': 'ABCD:1', ...more }, data);
  return classifyGitHubError(error, 'trying', vendor, NOW);
}

describe('refusals by GitHub', () => {
  test.each([
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 90) }, 90],
    [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 90) }, 90],
    // GitHub's clock is half a minute ahead of ours.
    [
      403,
      {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(NOW / 1_000 + 90),
        date: new Date(NOW + 30_000).toUTCString(),
      },
      60,
    ],
    [403, { 'retry-after': '45', 'x-ratelimit-remaining': '4999' }, 45],
    [429, {}, 60],
  ])('%i with %j is a limit that lifts after %i s', (status, headers, seconds) => {
    const error = answered(status, headers);
    expect(error.kind).toBe('rate_limited');
    expect(error.details.retryAt).toBe(NOW + seconds * 1_000);
  });

  test('a secondary limit that only the message shows is waited for a minute', () => {
    const error = answered(403, {}, { message: 'You have exceeded a secondary rate limit. Please wait.' });
    expect(error).toMatchObject({ kind: 'rate_limited', details: { retryAt: NOW + 60_000 } });
  });

  test('a plain 403 with requests left is no limit', () => {
    expect(answered(403, { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': '99999999999' }).kind).toBe(
      'forbidden',
    );
  });

  test('a token with too few scopes is reported to lack a scope, not the object to be absent', () => {
    const scopes = { 'x-oauth-scopes': 'repo, read:user', 'x-accepted-oauth-scopes': 'admin:org, write:org' };
    expect(answered(404, scopes)).toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('Give the token one of the scopes admin:org, write:org.'),
    });
    expect(answered(404, { ...scopes, 'x-oauth-scopes': 'admin:org' }).kind).toBe('not_found');
    expect(answered(404, {}).kind).toBe('not_found');
  });

  test.each([
    [{ 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso' }, 'single sign-on'],
    [{ 'x-accepted-github-permissions': 'members=write' }, 'the permission members=write'],
    [{}, 'an owner of the organisation'],
  ])('403 with %j says what to do', (headers, sentence) => {
    expect(answered(403, headers).message).toContain(sentence);
  });

  test('a 404 of another server, such as a proxy, is not taken for "does not exist"', () => {
    expect(classifyGitHubError(thrown(404, {}, '<html>'), 'trying', vendor, NOW).kind).toBe('invalid');
  });

  test('keeps the id of the request, the code and the words of what was invalid', () => {
    const data = { message: 'Validation Failed', errors: [{ code: 'custom', message: 'Cannot assign read' }] };
    expect(answered(422, {}, data)).toMatchObject({
      kind: 'invalid',
      message: 'GitHub refused trying: Validation Failed: Cannot assign read (custom).',
      details: { requestId: 'ABCD:1', code: 'custom', status: 422 },
    });
  });
});
