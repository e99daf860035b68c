import { describe, expect, test } from 'vitest';
import type { Site } from '../../../../test/support/site.ts';
import { ACCESS, usePortalCheck } from '../../../../test/support/use-portal-check.ts';

describe('what the console asks Jira while a portal is set up', () => {
  let site: Site;
  usePortalCheck((opened) => {
    site = opened;
  });

  test('the pickers offer what the site has, by names and ids', async () => {
    expect(await site.service.choices('ACCESS')).toMatchObject({
      projects: [{ key: 'ACCESS', name: 'Access Requests' }],
      requestTypes: [{ id: '41', name: ACCESS, inPortal: true }, {}, {}],
      statuses: expect.arrayContaining(['Waiting for approval', 'Approved']),
      fields: expect.arrayContaining([
        { id: 'customfield_10102', name: 'Access Type', type: 'option', custom: true },
        { id: 'customfield_10106', name: 'Approvers', type: 'array of user', custom: true },
        { id: 'assignee', name: 'Assignee', type: 'user', custom: false },
      ]),
    });
    expect(await site.service.choices('NOPE')).toMatchObject({ requestTypes: [], statuses: [] });
  });

  test('tells whether somebody can act as an approver', async () => {
    const { jira, service } = site;
    const lead = jira.accountOf('lead@acme.test');
    expect(await service.approver(lead, 'ACCESS')).toEqual({ exists: true, active: true, mayMove: true });
    expect(await service.approver(jira.accountOf('rosa@acme.test'), 'ACCESS')).toMatchObject({ mayMove: false });
    expect(await service.approver('712020:nobody', 'ACCESS')).toEqual({ exists: false, active: false, mayMove: false });
    Object.assign(jira.state.users.find((user) => user.accountId === lead) ?? {}, { active: false });
    expect(await service.approver(lead, 'ACCESS')).toMatchObject({ active: false });
    for (const permission of ['ADMINISTER', 'ADMINISTER_PROJECTS']) jira.admin.permit(permission, false);
    expect(await service.approver(lead, 'ACCESS')).toMatchObject({ mayMove: null });
  });
});
