import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACTIONS, scopeOf } from '../authorization.ts';
import { hashOfToken } from '../tokens/token-file.ts';
import { parseWebhook } from './parse.ts';
import { isSignedBy } from './verify.ts';

const sample = (name: string): Buffer =>
  readFileSync(new URL(`../../test/fixtures/jira/${name}.json`, import.meta.url));
const body = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

test.each([
  ['issue_created', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: true }],
  ['issue_updated_approved', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: true }],
  [
    'issue_updated_assigned_by_the_service',
    { kind: 'nudge', accountId: '712020:9c0b6f2e-7a55-4d3c-b1aa-6f1d2f3e4b02' },
  ],
  ['issue_deleted', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: false }],
  ['comment_created', { kind: 'ignored' }],
])('what Jira really sends: %s', (name, outcome) => {
  expect(parseWebhook(sample(name), 'ACCESS')).toMatchObject(outcome);
});

test.each([
  ['not JSON', Buffer.from('{'), 'unreadable'],
  ['an empty body', Buffer.alloc(0), 'unreadable'],
  ['JSON that is no event', body([]), 'unreadable'],
  ['an event without an issue', body({ webhookEvent: 'jira:issue_updated' }), 'unreadable'],
  [
    'an issue key that is a path',
    body({ webhookEvent: 'jira:issue_updated', issue: { key: '../ACCESS-1' } }),
    'unreadable',
  ],
  ['another project', body({ webhookEvent: 'jira:issue_updated', issue: { key: 'OTHER-1' } }), 'ignored'],
  ['another event', body({ webhookEvent: 'jira:version_released' }), 'ignored'],
])('%s is %s', (_what, bytes, kind) => {
  expect(parseWebhook(bytes, 'ACCESS').kind).toBe(kind);
});

test('an issue that was moved away nudges the run of its old key', () => {
  const moved = body({
    webhookEvent: 'jira:issue_updated',
    issue: { key: 'OTHER-5', fields: { project: { key: 'OTHER' } } },
    changelog: { items: [{ field: 'Key', fromString: 'ACCESS-7', toString: 'OTHER-5' }] },
  });
  expect(parseWebhook(moved, 'ACCESS')).toMatchObject({ kind: 'nudge', issueKey: 'ACCESS-7', mayStart: false });
});

test('only the very bytes, signed with the secret, are accepted', () => {
  const bytes = Buffer.from('{"a": 1}');
  const sign = (secret: string): string => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  expect(isSignedBy('secret', bytes, sign('secret'))).toBe(true);
  expect(isSignedBy('secret', Buffer.from('{"a":1}'), sign('secret'))).toBe(false);
  for (const header of [undefined, '', 'sha256=', 'sha1=abc', sign('other'), sign('secret').slice(0, -1)])
    expect(isSignedBy('secret', bytes, header)).toBe(false);
});

test('the table of roles: auditors change nothing but what is their own, only admins configure', () => {
  const actions = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];
  const personal = actions.filter((action) => action.startsWith('access.') || action === 'me.read');
  for (const action of personal) expect(['own', undefined]).toContain(scopeOf('auditor', action));
  for (const action of actions.filter((each) => !personal.includes(each))) {
    if (!/read|simulate/.test(action)) expect(scopeOf('auditor', action), action).toBeUndefined();
    expect(scopeOf('admin', action), action).toBe('any');
  }
  expect(scopeOf('operator', 'configuration.write')).toBeUndefined();
  expect(scopeOf('owner', 'revocations.start')).toBe('own');
  expect(scopeOf('approver', 'revocations.start')).toBeUndefined();
});

test('a token is known by its hash', () => {
  expect(hashOfToken('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
