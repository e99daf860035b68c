import { describe, expect, test } from 'vitest';
import type { RecordedRequest } from '../../simulators/misbehave.ts';
import { contractValidator } from './validate.ts';

const OPENED = {
  '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
  principalId: 'p',
  roleDefinitionId: 'r',
  directoryScopeId: '/',
};

describe('what went over the wire, against an OpenAPI contract', () => {
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
