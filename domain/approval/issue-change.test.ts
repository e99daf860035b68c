import { describe, expect, test } from 'vitest';
import { DEMO_PORTAL } from '../../test/demo/configuration.ts';
import { askedOf, changedParts, matters } from './issue-change.ts';

const fields = { ...DEMO_PORTAL.fields, requestType: 'customfield_10010' };
const item = (field: string, fieldId = field, more: object = {}): object => ({ field, fieldId, ...more });

describe('an edit', () => {
  test.each([
    ['application', item('Application', fields.application)],
    ['accessType', item('Access Type', fields.accessType)],
    ['duration', item('Duration', fields.duration)],
    ['justification', item('description')],
    ['subject', item('For whom', fields.subject)],
    ['startAt', item('Start', fields.startAt)],
    ['breakGlass', item('Break glass', fields.breakGlass)],
    ['reporter', item('reporter')],
    ['project', item('project')],
    ['requestType', item('Request Type', 'customfield_10010')],
    ['requestType', item('Customer Request Type', 'customfield_10010')],
    ['requestType', item('Anfragetyp', 'customfield_10010')],
    ['requestType', item('issuetype')],
  ])('of %s makes it another request', (use, change) => {
    const parts = changedParts([change], fields);
    expect(askedOf(parts.edited)).toContain(use);
    expect(matters(parts)).toBe(true);
  });

  test.each([item('assignee'), item('labels'), item('summary'), item('Rank', 'customfield_10019')])(
    'of %j does not',
    (change) => {
      const parts = changedParts([change], fields);
      expect(askedOf(parts.edited)).toEqual([]);
      expect(matters(parts)).toBe(false);
    },
  );

  test('of the Reporter shows the account before it', () => {
    const parts = changedParts([item('reporter', 'reporter', { from: 'account-1', to: 'account-2' })], fields);
    expect(parts).toEqual({ edited: ['reporter'], reporterBefore: 'account-1' });
  });
});

test('a move between projects shows both', () => {
  const key = item('Key', '', { fromString: 'HELP-7', toString: 'ACCESS-12' });
  expect(changedParts([item('project'), key], fields)).toEqual({
    edited: ['project'],
    movedFrom: 'HELP-7',
    movedTo: 'ACCESS',
  });
});
