/** The entitlement types `group` (security groups) and `m365-group`: direct membership. */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import { type EntraCalls, isObjectId, literal, searching } from './client.ts';
import { give } from './give.ts';
import { checkParameters } from './parameters.ts';
import { type GraphUser, MOST, membershipsOf, toSubject, USER_FIELDS, userPath } from './users.ts';

export interface GraphGroup {
  readonly id: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly groupTypes?: readonly string[];
  readonly securityEnabled?: boolean | null;
  readonly mailEnabled?: boolean | null;
  readonly onPremisesSyncEnabled?: boolean | null;
}

const GROUP_FIELDS = 'id,displayName,description,groupTypes,securityEnabled,mailEnabled,onPremisesSyncEnabled';

/** The two kinds whose members Graph can change: https://learn.microsoft.com/graph/api/resources/groups-overview */
const KINDS = {
  group: { what: 'security group', filter: 'securityEnabled eq true and mailEnabled eq false' },
  'm365-group': { what: 'Microsoft 365 group', filter: "groupTypes/any(c:c eq 'Unified')" },
} as const;
type GroupKind = keyof typeof KINDS;

export const securityGroup: EntitlementType<EntraCalls> = groupType('group');
export const m365Group: EntitlementType<EntraCalls> = groupType('m365-group');

function groupType(type: GroupKind): EntitlementType<EntraCalls> {
  const { what, filter } = KINDS[type];
  const self: EntitlementType<EntraCalls> = {
    type,

    async resolve(calls, entitlement, context) {
      checkParameters(calls.vendor, entitlement);
      if (entitlement.id !== undefined) return entitlement.id;
      const name = entitlement.name ?? '';
      const found = await groupsNamed(calls, name, context);
      const ofKind = found.filter((each) => kindOf(each) === type);
      const [other] = found;
      if (ofKind.length === 0 && other !== undefined) throw notOfType(calls, other, type);
      return onlyId(ofKind, what, name, calls.vendor);
    },

    /**
     * By the person's groups: they are few, but a group can have many thousands of members. Neither list needs the
     * lagging index.
     */
    async holds(calls, subject, { id }, context) {
      for await (const each of membershipsOf(calls, subject, `reading the groups of ${who(subject)}`, context))
        if (each.id === id) return true;
      return false;
    },

    async held(calls, subject, target, context) {
      const doing = `reading the membership of ${who(subject)}`;
      if (await self.holds(calls, subject, target, context)) {
        const found = await calls.find<GraphGroup>(doing, context, {
          method: 'GET',
          path: groupPath(target.id),
          query: { $select: GROUP_FIELDS },
        });
        const isRule = found?.body.groupTypes?.includes('DynamicMembership') === true;
        return [{ way: isRule ? 'rule' : 'direct' }];
      }
      // Also through groups in groups: https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
      const answer = await calls.find<{ readonly value: readonly string[] }>(doing, context, {
        method: 'POST',
        path: `${userPath(subject.id)}/checkMemberGroups`,
        body: { groupIds: [target.id] },
      });
      return answer?.body.value.includes(target.id) === true ? [{ way: 'group', apart: true }] : [];
    },

    give: (calls, subject, target, context) =>
      give(
        calls,
        `adding ${who(subject)} to ${target.label}`,
        context,
        {
          method: 'POST',
          path: `${groupPath(target.id)}/members/$ref`,
          body: { '@odata.id': `${calls.graph}/directoryObjects/${subject.id}` },
        },
        () => self.holds(calls, subject, target, context),
      ),

    async take(calls, subject, { id, label }, context) {
      // 404: another caller was quicker, or the group is deleted, and the membership with it.
      const answer = await calls.find(`removing ${who(subject)} from ${label}`, context, {
        method: 'DELETE',
        path: `${groupPath(id)}/members/${subject.id}/$ref`,
      });
      return answer?.requestId;
    },

    members: (calls, { id, label }, context) => membersOf(calls, id, label, context),

    async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
      const { query, ...searched } = searching(search);
      for await (const each of calls.pages<GraphGroup>(`listing ${what}s`, context, {
        method: 'GET',
        path: '/groups',
        query: { $filter: filter, $select: GROUP_FIELDS, $top: MOST, ...query },
        ...searched,
      }))
        if (kindOf(each) === type && unchangeable(each) === undefined)
          yield { type, id: each.id, name: each.displayName ?? each.id, description: each.description ?? undefined };
    },
  };
  return self;
}

async function groupsNamed(calls: EntraCalls, name: string, context: CallContext): Promise<readonly GraphGroup[]> {
  const found: GraphGroup[] = [];
  for await (const each of calls.pages<GraphGroup>(`looking for the group ${name}`, context, {
    method: 'GET',
    path: '/groups',
    query: { $filter: `displayName eq ${literal(name)}`, $select: GROUP_FIELDS },
  }))
    if (each.displayName === name) found.push(each);
  return found;
}

async function* membersOf(
  calls: EntraCalls,
  id: string,
  label: string,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  // Groups, devices and service principals can be members too.
  for await (const each of calls.pages<GraphUser>(`listing the members of ${label}`, context, {
    method: 'GET',
    path: `${groupPath(id)}/members`,
    query: { $select: USER_FIELDS, $top: MOST },
  }))
    if (each['@odata.type'] === '#microsoft.graph.user') yield toSubject(each);
}

/**
 * The members of a group of any kind, by the name or id that profiles report. Several groups of one name are an error:
 * anyone who may create groups could choose that name.
 */
export async function* listGroupMembers(
  calls: EntraCalls,
  group: string,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  const id = isObjectId(group) ? group : onlyId(await groupsNamed(calls, group, context), 'group', group, calls.vendor);
  yield* membersOf(calls, id, group, context);
}

function kindOf(group: GraphGroup): GroupKind | undefined {
  if (group.groupTypes?.includes('Unified') === true) return 'm365-group';
  return group.securityEnabled === true && group.mailEnabled !== true ? 'group' : undefined;
}

/** The reason that Graph cannot change a group's members, as the rest of a sentence. */
function unchangeable(group: GraphGroup): string | undefined {
  if (group.groupTypes?.includes('DynamicMembership') === true) return 'has its members by a rule';
  if (group.onPremisesSyncEnabled === true) return 'is synchronised from an Active Directory on premises';
  return undefined;
}

function notOfType({ vendor }: EntraCalls, group: GraphGroup, type: GroupKind): ProviderError {
  const kind = kindOf(group);
  const name = group.displayName ?? group.id;
  const message =
    kind === undefined
      ? `${name} is a distribution list or a mail-enabled security group in ${vendor.name}, which only Exchange can change; pick another group.`
      : `${name} is a ${KINDS[kind].what} in ${vendor.name}, not a ${KINDS[type].what}; write the type ${kind} in the configuration.`;
  return new ProviderError('invalid', message, { system: vendor.application });
}

/** For Test Connection. @throws ProviderError if the group does not exist, is of another kind, or cannot be changed. */
export async function checkGroup(
  calls: EntraCalls,
  type: string,
  id: string,
  label: string,
  context: CallContext,
): Promise<void> {
  const { body } = await calls.call<GraphGroup>(`reading the group ${label}`, context, {
    method: 'GET',
    path: groupPath(id),
    query: { $select: GROUP_FIELDS },
  });
  if (kindOf(body) !== type) throw notOfType(calls, body, type === 'group' ? 'group' : 'm365-group');
  const why = unchangeable(body);
  if (why !== undefined)
    throw new ProviderError(
      'invalid',
      `The group ${label} ${why}, so its members cannot be changed; pick another group.`,
      {
        system: calls.vendor.application,
      },
    );
}

export function groupPath(id: string): string {
  return `/groups/${encodeURIComponent(id)}`;
}
