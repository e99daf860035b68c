/**
 * The entitlement type `app`: an application assigned to a person. `parameters` are profile attributes of the
 * assignment (a role, a licence, … as the application defines them). A person holds the entitlement only if the
 * assignment has these values.
 */
import type { AppUser } from '@okta/okta-sdk-nodejs';
import { normalizeEmail } from '../../domain/people.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import type { OktaCalls } from './client.ts';

export const app: EntitlementType<OktaCalls> = {
  type: 'app',

  async resolve(calls, entitlement, context) {
    if (entitlement.id !== undefined) return entitlement.id;
    const label = entitlement.name ?? '';
    const found: { id?: string | undefined }[] = [];
    const apps = calls.stream(`looking for the application ${label}`, context, (client) =>
      client.applicationApi.listApplications({ q: label }),
    );
    for await (const each of apps) if (each.label === label) found.push({ id: each.id });
    return onlyId(found, 'application', label, calls.vendor);
  },

  /** A person has one assignment with one profile, and profiles have no order. */
  oneValueOf: (_calls, { parameters = {} }) => ({ value: parameters, strength: undefined }),

  /** An existing assignment with other values gets these; the other attributes of the profile stay. */
  async give(calls, subject, { id, label, entitlement }, context) {
    const doing = `assigning ${label} to ${who(subject)}`;
    const profile = entitlement.parameters === undefined ? {} : { profile: { ...entitlement.parameters } };
    const assigned = await assignment(calls, subject, id, context);
    const { requestId } = await calls.run(doing, context, (client) =>
      isOwn(assigned)
        ? client.applicationApi.updateApplicationUser({ appId: id, userId: subject.id, appUser: profile })
        : client.applicationApi.assignUserToApplication({
            appId: id,
            appUser: { id: subject.id, scope: 'USER', ...profile },
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

  async holds(calls, subject, { id, entitlement }, context) {
    const assigned = await assignment(calls, subject, id, context);
    return isOwn(assigned) && hasValues(assigned, entitlement);
  },

  async *members(calls, { id, label, entitlement }, context) {
    const assigned = calls.stream(`listing who has ${label}`, context, (client) =>
      client.applicationApi.listApplicationUsers({ appId: id, limit: 200 }),
    );
    for await (const each of assigned) {
      if (each.id === undefined || !isOwn(each) || !hasValues(each, entitlement)) continue;
      const login = each.credentials?.userName ?? each.id;
      yield { id: each.id, login, email: login.includes('@') ? normalizeEmail(login) : undefined };
    }
  },

  async *list(calls, search, context) {
    const apps = calls.stream('listing applications', context, (client) =>
      client.applicationApi.listApplications({ limit: 200, ...(search === undefined ? {} : { q: search }) }),
    );
    for await (const { id, label } of apps)
      if (id !== undefined && label !== undefined) yield { type: 'app', id, name: label };
  },
};

function assignment(
  calls: OktaCalls,
  subject: ProviderSubject,
  id: string,
  context: CallContext,
): Promise<AppUser | undefined> {
  return calls.find(`reading the assignment of ${who(subject)}`, context, (client) =>
    client.applicationApi.getApplicationUser({ appId: id, userId: subject.id }),
  );
}

/** An assignment through a group (scope GROUP) was not granted here. */
function isOwn(assigned: AppUser | undefined): assigned is AppUser {
  return assigned !== undefined && assigned.scope !== 'GROUP';
}

function hasValues(assigned: AppUser, { parameters = {} }: Entitlement): boolean {
  const profile = (assigned.profile ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(parameters).every(([name, value]) => String(profile[name]) === value);
}
