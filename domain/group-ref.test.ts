import { expect, test } from 'vitest';
import { groupRefParts } from './group-ref.ts';

test.each([
  ['okta:Security-Approvers', { system: 'okta', name: 'Security-Approvers' }],
  ['jira:Access: approvers', { system: 'jira', name: 'Access: approvers' }],
])('the parts of %s', (ref, parts) => {
  expect(groupRefParts(ref)).toEqual(parts);
});

test.each(['Security-Approvers', 'okta:', ':Security', 'two words:Security'])('%s names no group', (ref) => {
  expect(groupRefParts(ref)).toBeUndefined();
});
