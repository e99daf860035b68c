import { expect, test } from 'vitest';
import type { Connector } from '../../connectors/connector.ts';
import { birthrightsOf } from '../../domain/planning/birthright.ts';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { createFakeConnector } from '../../test/support/fake-connector.ts';
import { createFakeJira } from '../../test/support/fake-jira.ts';
import { policy } from '../../test/support/policy.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { membersOf } from './approvers.ts';
import { listPeople } from './listed-people.ts';

const LEAD = { id: 'lead@acme.test', login: 'lead@acme.test', email: 'lead@acme.test' };

/** An identity provider where entitlements of the type `group` do not have all members of a group. */
function provider(listGroupMembers?: Connector['listGroupMembers']): Pick<Dependencies, 'connector'> {
  const fake = createFakeConnector();
  fake.profiles.set(LEAD.email, { email: LEAD.email, groups: [], attributes: {} });
  const connector = { ...fake.connector, ...(listGroupMembers === undefined ? {} : { listGroupMembers }) };
  return { connector: async () => connector };
}
const withOwners = () =>
  provider(async function* (name) {
    if (name === 'On-Call') yield LEAD;
  });

test.each([
  ['in whatever role, where the system tells them apart', withOwners(), [LEAD.email]],
  ['as holders of the entitlement type, elsewhere', provider(), []],
])('an approver group has its members %s', async (_how, dependencies, expected) => {
  const members = await membersOf(
    dependencies as Dependencies,
    policy(),
    createFakeJira('ACCESS').side,
    'okta:On-Call',
  );
  expect(members.map((each) => each.email)).toEqual(expected);
});

test('a birthright’s condition on a group counts its members in any role', async () => {
  const wanted = policy({
    ...configurationDocument(),
    rules: [rule({ when: { groups: ['On-Call'] } })],
    roles: [
      {
        key: 'starter',
        name: 'Starter',
        includes: [{ application: 'okta', accessLevel: 'Admin' }],
        birthright: { groups: ['On-Call'] },
      },
    ],
  });
  const rights = birthrightsOf(wanted, 1, '2026-06-01T00:00:00.000Z');
  const { listed } = await listPeople(withOwners(), wanted, rights);
  expect(listed.get(LEAD.email)?.profile.groups).toEqual(['On-Call']);
});
