import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policy } from '../../test/support/policy.ts';
import { ACTIONS, scopeOf } from '../authorization.ts';
import { hashOfToken } from '../tokens/token-file.ts';
import { parseWebhook } from './parse.ts';
import { isSignedBy } from './verify.ts';

const sample = (name: string): Buffer =>
  readFileSync(new URL(`../../test/fixtures/jira/${name}.json`, import.meta.url));
const { portal } = policy();
const body = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

test.each([
  ['issue_created', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: true }],
  ['issue_updated_approved', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: true }],
  ['issue_updated_assigned_by_the_service', { kind: 'ignored' }],
  ['issue_deleted', { kind: 'nudge', issueKey: 'ACCESS-12', mayStart: false }],
  ['comment_created', { kind: 'ignored' }],
])('what Jira really sends: %s', (name, outcome) => {
  expect(parseWebhook(sample(name), portal)).toMatchObject(outcome);
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
  expect(parseWebhook(bytes, portal).kind).toBe(kind);
});

const update = (more: object): Buffer =>
  body({ webhookEvent: 'jira:issue_updated', issue: { key: 'ACCESS-7' }, ...more });
const changing = (...items: unknown[]): Buffer => update({ changelog: { items } });

test.each([
  ['a move', changing({ field: 'status', fieldId: 'status', fromString: 'Open', toString: 'Approved' })],
  ['an asked field', changing({ field: 'Access Type', fieldId: portal.fields.accessType, toString: 'Viewer' })],
  ['the justification', changing({ field: 'description', fieldId: 'description' })],
  ['the reporter', changing({ field: 'reporter', fieldId: 'reporter' })],
  ['the project', changing({ field: 'project', fieldId: 'project' })],
  ['the issue type', changing({ field: 'issuetype', fieldId: 'issuetype' })],
  ['the request type', changing({ field: 'Request Type', fieldId: 'customfield_10010' })],
  ['one of several', changing({ field: 'labels', fieldId: 'labels' }, null, { field: 'status' })],
  ['no changelog: it cannot be judged', update({})],
  [
    'null in place of what does not apply',
    update({ changelog: null, user: null, issue: { key: 'ACCESS-7', fields: null } }),
  ],
  ['null for the items and the account', update({ changelog: { items: null }, user: { accountId: null } })],
])('an update is signalled: %s', (_what, bytes) => {
  expect(parseWebhook(bytes, portal)).toMatchObject({ kind: 'nudge', issueKey: 'ACCESS-7', mayStart: true });
});

test.each([
  ['labels, rank and attachments', changing({ field: 'labels' }, { field: 'Rank' }, { field: 'Attachment' })],
  [
    'the assignee and the approvers',
    changing({ field: 'assignee', fieldId: 'assignee' }, { fieldId: portal.fields.approver }),
  ],
  ['another field of the site', changing({ field: 'Impact', fieldId: 'customfield_19999' })],
  ['an empty changelog', changing()],
  ['a comment, by the name of its event', update({ issue_event_type_name: 'issue_commented' })],
  ['an edited comment', update({ issue_event_type_name: 'issue_comment_edited', changelog: null })],
  ['a comment, by its member', update({ comment: { id: '1' } })],
  ['a comment with an empty changelog', update({ comment: { id: '1' }, changelog: { items: [] } })],
])('an update is not signalled: %s', (_what, bytes) => {
  expect(parseWebhook(bytes, portal).kind).toBe('ignored');
});

test('a field that the portal names by its display name is recognised by it', () => {
  const named = { ...portal, fields: { ...portal.fields, duration: 'Duration' } };
  const bytes = changing({ field: 'Duration', fieldId: 'customfield_20000' });
  expect(parseWebhook(bytes, named).kind).toBe('nudge');
  expect(parseWebhook(bytes, portal).kind).toBe('ignored');
});

test('an issue that was moved away nudges the run of its old key', () => {
  const moved = body({
    webhookEvent: 'jira:issue_updated',
    issue: { key: 'OTHER-5', fields: { project: { key: 'OTHER' } } },
    changelog: { items: [{ field: 'Key', fromString: 'ACCESS-7', toString: 'OTHER-5' }] },
  });
  expect(parseWebhook(moved, portal)).toMatchObject({ kind: 'nudge', issueKey: 'ACCESS-7', mayStart: false });
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
