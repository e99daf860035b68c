/**
 * The entitlement type `app`: an application assigned to a person. `parameters` are profile attributes of the
 * assignment (a role, a licence, … as the application defines them). A person holds the entitlement only if the
 * assignment has these values.
 */
import type { AppUser } from '@okta/okta-sdk-nodejs';
import { normalizeEmail } from '../../domain/people.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { HELD_OTHERWISE, ProviderError } from '../../domain/provider-error.ts';
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
    try {
      const { requestId } = await calls.run(`unassigning ${label} from ${who(subject)}`, context, (client) =>
        client.applicationApi.unassignUserFromApplication({ appId: id, userId: subject.id }),
      );
      return requestId;
    } catch (error) {
      if (!(error instanceof ProviderError) || error.details.code !== NOT_BY_API) throw error;
      if (!(await isByGroup(calls, subject, id, context))) throw error;
      throw new ProviderError(
        'invalid',
        `Okta assigns ${label} to ${who(subject)} through a group as well, so the individual assignment cannot be taken away; remove them from the group to end it.`,
        { ...error.details, code: HELD_OTHERWISE },
      );
    }
  },

  async holds(calls, subject, { id, entitlement }, context) {
    const assigned = await assignment(calls, subject, id, context);
    return isOwn(assigned) && hasValues(assigned, entitlement);
  },

  /** An assignment through a group cannot be taken for one person once it has been made individual. */
  async held(calls, subject, { id, label, entitlement }, context) {
    const assigned = await assignment(calls, subject, id, context);
    if (assigned === undefined) return [];
    const { parameters: asked } = entitlement;
    const parameters = asked === undefined ? {} : { parameters: valuesOf(assigned, Object.keys(asked)) };
    if (isOwn(assigned)) return [{ way: 'direct', ...parameters }];
    const obstacle = hasValues(assigned, entitlement) ? {} : { obstacle: throughGroup(label, who(subject)) };
    return [{ way: 'group', ...parameters, ...obstacle }];
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

/** https://developer.okta.com/docs/reference/error-codes/ */
const NOT_BY_API = 'E0000046';

async function isByGroup(
  calls: OktaCalls,
  subject: ProviderSubject,
  appId: string,
  context: CallContext,
): Promise<boolean> {
  const doing = `reading the groups of ${who(subject)}`;
  const own = new Set<string | undefined>();
  for await (const { id } of calls.stream(doing, context, (client) =>
    client.userApi.listUserGroups({ userId: subject.id }),
  ))
    own.add(id);
  const assigned = calls.stream('reading the groups of an application', context, (client) =>
    client.applicationApi.listApplicationGroupAssignments({ appId, limit: 200 }),
  );
  for await (const { id } of assigned) if (id !== undefined && own.has(id)) return true;
  return false;
}

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

/** https://support.okta.com: "Convert Assignments" is only in the Admin Console. */
function throughGroup(label: string, person: string): string {
  return `Okta assigns ${label} to ${person} through a group, and an individual assignment with other values could not be taken away again; set the values in the group's assignment, or convert it to individual assignments in the Okta Admin Console and try again.`;
}

function valuesOf({ profile }: AppUser, names: readonly string[]): Record<string, string> {
  const values = (profile ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, String(values[name] ?? '')]));
}

function hasValues(assigned: AppUser, { parameters = {} }: Entitlement): boolean {
  const profile = (assigned.profile ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(parameters).every(([name, value]) => String(profile[name]) === value);
}
