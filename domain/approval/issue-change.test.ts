import { describe, expect, test } from 'vitest';
import { DEMO_PORTAL } from '../../test/demo/configuration.ts';
import { changedParts, matters, projectOf } from './issue-change.ts';

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
    expect(parts.edited).toEqual([use]);
    expect(matters(parts)).toBe(true);
  });

  test.each([
    item('assignee'),
    item('labels'),
    item('summary'),
    item('Rank', 'customfield_10019'),
    item('Approvers', fields.approver),
    // Not as Jira writes it.
    ...[null, undefined, 7, 'status', {}, { field: 7 }, { fieldId: null }],
  ])('of %j does not', (change) => {
    const parts = changedParts([change], fields);
    expect(parts).toEqual({ edited: [] });
    expect(matters(parts)).toBe(false);
  });

  test('is known by the name of its field, too, in any case', () => {
    const named = { application: 'Application', accessType: 'Access type', startAt: undefined };
    expect(changedParts([{ field: 'ACCESS TYPE' }, { field: 'Start' }], named).edited).toEqual(['accessType']);
    expect(changedParts([item('Duration', 'CustomField_1')], { duration: 'customfield_1' }).edited).toEqual([
      'duration',
    ]);
  });

  test('of the Reporter shows the account before it', () => {
    const parts = changedParts([item('reporter', 'reporter', { from: 'account-1', to: 'account-2' })], fields);
    expect(parts).toEqual({ edited: ['reporter'], reporterBefore: 'account-1' });
  });
});

test('a move to another status shows both', () => {
  const moved = item('Status', 'status', { fromString: 'Waiting', toString: 'Approved' });
  const parts = changedParts([moved], fields);
  expect(parts).toEqual({ edited: [], status: { from: 'Waiting', to: 'Approved' } });
  expect(matters(parts)).toBe(true);
  expect(changedParts([item('status')], fields).status).toEqual({ from: '', to: '' });
  // Of several items of an entry, all count.
  expect(
    changedParts([item('reporter', 'reporter', { from: 'account-1' }), moved, item('description')], fields),
  ).toEqual({
    edited: ['reporter', 'justification'],
    reporterBefore: 'account-1',
    status: { from: 'Waiting', to: 'Approved' },
  });
});

test('a move between projects shows both', () => {
  const key = item('Key', '', { fromString: 'HELP-7', toString: 'ACCESS-12' });
  expect(changedParts([item('project'), key], fields)).toEqual({
    edited: ['project'],
    movedFrom: 'HELP-7',
    movedTo: 'ACCESS',
  });
  expect(matters(changedParts([key], fields))).toBe(true);
  expect(projectOf('MY-ACCESS-12')).toBe('MY-ACCESS');
});
