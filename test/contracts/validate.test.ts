import { describe, expect, test } from 'vitest';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import { contractValidator } from './validate.ts';
import { discoveryValidator } from './validate-discovery.ts';

const OPENED = {
  '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
  principalId: 'p',
  roleDefinitionId: 'r',
  directoryScopeId: '/',
};

describe('traffic against an OpenAPI contract', () => {
  const { problemsOf } = contractValidator('entra.json');
  const exchange = (changes: Partial<RecordedRequest>): RecordedRequest => ({
    method: 'POST',
    path: '/roleManagement/directory/roleAssignments',
    query: {},
    body: OPENED,
    status: 201,
    answer: { id: 'a', ...OPENED },
    ...changes,
  });

  test('passes as it should be', () => {
    expect(problemsOf(exchange({}))).toEqual([]);
    expect(problemsOf(exchange({ status: 400, answer: { error: { code: 'x', message: 'y' } } }))).toEqual([]);
  });

  test.each<[string, Partial<RecordedRequest>, string]>([
    ['a wrong path', { path: '/roleManagement/directory/roleAssignment' }, 'is not in the contract'],
    ['a wrong verb', { method: 'PUT' }, 'is not in the contract'],
    ['a query parameter that there is not', { query: { filter: 'x' } }, 'unknown query parameter filter'],
    ['a body that lacks a member', { body: { principalId: 'p' } }, 'roleDefinitionId'],
    ['a misspelt member of the body', { body: { ...OPENED, directoryScope: '/' } }, 'directoryScope'],
    ['a member of the wrong type', { body: { ...OPENED, principalId: 1 } }, 'must be string'],
    ['a body where none belongs', { method: 'GET', status: 200, answer: { value: [] } }, 'body is not documented'],
    ['a status that there is not', { status: 204, answer: undefined }, 'status 204 is not documented'],
    ['an answer of the wrong form', { answer: { id: 7 } }, 'must be string'],
    ['a refusal of the wrong form', { status: 404, answer: { message: 'gone' } }, "required property 'error'"],
  ])('%s is a problem', (_what, changes, problem) => {
    expect(problemsOf(exchange(changes)).join('; ')).toContain(problem);
  });
});

describe('traffic against a contract in the Discovery format', () => {
  const { problemsOf } = discoveryValidator('google.json');
  const exchange = (changes: Partial<RecordedRequest>): RecordedRequest => ({
    method: 'POST',
    path: '/admin/directory/v1/groups/admins@acme.test/members',
    query: {},
    body: { email: 'ann@acme.test', role: 'MEMBER' },
    status: 200,
    answer: { kind: 'admin#directory#member', id: '1', email: 'ann@acme.test', role: 'MEMBER', type: 'USER' },
    ...changes,
  });
  const list: Partial<RecordedRequest> = { method: 'GET', path: '/admin/directory/v1/users', body: undefined, answer: {} };
  const assignments: Partial<RecordedRequest> = {
    path: '/admin/directory/v1/customer/my_customer/roleassignments',
    answer: { roleId: '1' },
  };

  test('passes as it should be', () => {
    expect(problemsOf(exchange({}))).toEqual([]);
    expect(problemsOf(exchange({ ...list, query: { maxResults: '500', projection: 'full', fields: 'users' } }))).toEqual([]);
  });

  test.each<[string, Partial<RecordedRequest>, string]>([
    ['a wrong path', { path: '/admin/directory/v1/group/admins@acme.test/members' }, 'is not in the contract'],
    ['a wrong verb', { method: 'PUT' }, 'is not in the contract'],
    ['a query parameter that there is not', { ...list, query: { q: 'x' } }, 'unknown query parameter q'],
    ['a page that is too large', { ...list, query: { maxResults: '501' } }, 'maxResults cannot be 501'],
    ['a word that is not in the list', { ...list, query: { projection: 'all' } }, 'projection cannot be all'],
    ['a misspelt member of the body', { body: { emial: 'ann@acme.test' } }, 'emial'],
    ['a member of the wrong type', { body: { email: 7 } }, 'must be string'],
    ['a member that may only be read', { ...assignments, body: { roleId: '1', assigneeType: 'user' } }, 'boolean schema is false'],
    ['a body where none belongs', { ...list, body: { a: 1 } }, 'body is not documented'],
    ['an answer of the wrong form', { answer: { id: 7 } }, 'must be string'],
    ['an answer that says more', { answer: { id: '7', nickname: 'x' } }, 'nickname'],
    ['a refusal of the wrong form', { status: 404, answer: { message: 'gone' } }, "required property 'error'"],
  ])('%s is a problem', (_what, changes, problem) => {
    expect(problemsOf(exchange(changes)).join('; ')).toContain(problem);
  });
});
