/** The entitlement type `app`: an application assigned to a person, with profile attributes from `parameters`. */
import type { Application } from '@okta/okta-sdk-nodejs';
import type { EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { OktaCalls } from './client.ts';

export const app: EntitlementType<OktaCalls> = {
  type: 'app',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const label = entitlement.name ?? '';
    const { value } = await calls.run(`looking for the application ${label}`, context, async (client) => {
      const found: Application[] = [];
      for await (const each of await client.applicationApi.listApplications({ q: label }))
        if (each?.label === label) found.push(each);
      return found;
    });
    return onlyId(value, 'application', label, calls.vendor);
  },

  async give(calls, subject, { id, label, entitlement }, context) {
    const { requestId } = await calls.run(`assigning ${label} to ${who(subject)}`, context, (client) =>
      client.applicationApi.assignUserToApplication({
        appId: id,
        appUser: {
          id: subject.id,
          scope: 'USER',
          ...(entitlement.parameters === undefined ? {} : { profile: { ...entitlement.parameters } }),
        },
      }),
    );
    return requestId;
  },

  async take(calls, subject, { id, label }, context) {
    const { requestId } = await calls.run(`unassigning ${label} from ${who(subject)}`, context, (client) =>
      client.applicationApi.unassignUserFromApplication({ appId: id, userId: subject.id }),
    );
    return requestId;
  },

  async holds(calls, subject, { id }, context) {
    const found = await calls.find(`reading the assignment of ${subject.login}`, context, (client) =>
      client.applicationApi.getApplicationUser({ appId: id, userId: subject.id }),
    );
    // An assignment through a group (scope GROUP) is not one that was given here.
    return found !== undefined && found.scope !== 'GROUP';
  },

  async *members(calls, { id, label }, context) {
    const { value } = await calls.run(`listing who has ${label}`, context, async (client) => {
      const found: ProviderSubject[] = [];
      for await (const each of await client.applicationApi.listApplicationUsers({ appId: id, limit: 200 })) {
        if (each?.id === undefined || each.scope === 'GROUP') continue;
        const login = each.credentials?.userName ?? each.id;
        found.push({ id: each.id, login, email: login.includes('@') ? login.toLowerCase() : undefined });
      }
      return found;
    });
    yield* value;
  },

  async *list(calls, search, context) {
    const { value } = await calls.run('listing applications', context, async (client) => {
      const found: EntitlementInfo[] = [];
      for await (const each of await client.applicationApi.listApplications({
        limit: 200,
        ...(search === undefined ? {} : { q: search }),
      })) {
        if (each?.id !== undefined && each.label !== undefined)
          found.push({ type: 'app', id: each.id, name: each.label });
      }
      return found;
    });
    yield* value;
  },
};
