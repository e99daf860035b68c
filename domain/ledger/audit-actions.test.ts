import { expect, test } from 'vitest';
import { type AuditAction, isAuditAction } from './audit-actions.ts';
import type { AuditEvent } from './records.ts';

const given: AuditEvent = { key: 'a', at: '2026-06-03T10:00:00.000Z', actor: 'leasehold', action: 'lease.given' };

test('the compiler refuses an action that the catalogue does not have', () => {
  // @ts-expect-error: misspelt
  const misspelt: AuditAction = 'lease.gven';
  // @ts-expect-error: a member's permission is no action of the trail
  const permission: AuditEvent = { ...given, action: 'grants.extend' };
  expect([misspelt, permission.action].map(isAuditAction)).toEqual([false, false]);
});

test('an action of the trail is known by its own name alone', () => {
  expect(isAuditAction('lease.given')).toBe(true);
  for (const name of ['', 'lease', 'Lease.given', 'toString']) expect(isAuditAction(name), name).toBe(false);
});
