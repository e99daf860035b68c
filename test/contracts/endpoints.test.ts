import { expect, test } from 'vitest';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import { endpointValidator } from './endpoints.ts';

const PUT: RecordedRequest = {
  method: 'PUT',
  path: '/2.0/repositories/acme/website/permissions-config/users/1',
  query: {},
  body: { permission: 'read' },
  status: 200,
};

test.each([
  ['as it should be', {}, []],
  ['another verb', { method: 'POST' }, ['is not in the contract']],
  ['another path', { path: '/2.0/repositories/acme/website/permissions/users/1' }, ['is not in the contract']],
  ['a query that is not known', { query: { force: 'true' } }, ['unknown query parameter force']],
  ['no body', { body: undefined }, ['needs a body']],
  ['another member', { body: { role: 'read' } }, ['needs permission in its body', 'unknown role in its body']],
  ['a list as its body', { body: [{ permission: 'read' }] }, ['needs an object']],
  ['another success', { status: 204 }, ['was answered 204, not 200']],
  ['a refusal', { status: 403 }, []],
] as const)('a call that has %s', (_what, change, problems) => {
  const found = endpointValidator('bitbucket.txt').problemsOf({ ...PUT, ...change });
  expect(found).toHaveLength(problems.length);
  for (const [n, problem] of problems.entries()) expect(found[n]).toContain(problem);
});

test.each([
  [[{ principal: {}, roleId: '1' }, { principal: {} }], []],
  [[{ principal: {} }, { roleId: '1' }], ['needs principal']],
  [{ principal: {} }, ['needs a list']],
])('a list as the body, %j', (body, problems) => {
  const exchange = { method: 'POST', path: '/wiki/api/v2/spaces/1/role-assignments', query: {}, body, status: 200 };
  const found = endpointValidator('confluence.txt').problemsOf(exchange);
  expect(found).toHaveLength(problems.length);
  for (const [n, problem] of problems.entries()) expect(found[n]).toContain(problem);
});
