import { expect, test } from 'vitest';
import { covers, NOTIFICATION_FILTERS, type NotificationEventName } from './notification-events.ts';

test('the compiler refuses an event that the catalogue does not have', () => {
  // @ts-expect-error: misspelt
  const misspelt: NotificationEventName = 'request.waitng';
  expect(NOTIFICATION_FILTERS).not.toContain(misspelt);
});

test('an event is asked for by its name, or by the prefix of several', () => {
  expect(NOTIFICATION_FILTERS).toEqual(expect.arrayContaining(['request', 'access', 'breakGlass', 'access.given']));
  expect(new Set(NOTIFICATION_FILTERS).size).toBe(NOTIFICATION_FILTERS.length);
});

test('a name covers itself and what is below it, and nothing else', () => {
  expect(covers('breakGlass', 'breakGlass')).toBe(true);
  expect(covers('breakGlass', 'breakGlass.overdue')).toBe(true);
  expect(covers('breakGlass.overdue', 'breakGlass')).toBe(false);
  expect(covers('access', 'breakGlass.overdue')).toBe(false);
});
