import { expect, test } from 'vitest';
import { toSubject } from '../../../connectors/google/users.ts';

test.each([
  [{}, false],
  [{ suspended: true }, true],
  [{ archived: true }, true],
])('a user of Google Workspace with %o is inactive: %s', (status, inactive) => {
  expect(toSubject({ id: '1', primaryEmail: 'lead@acme.test', ...status })?.suspended).toBe(inactive);
});
