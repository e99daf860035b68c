/** Test Connection for Entra ID: named checks, each with what to do about it. */
import { ProviderError } from '../../domain/provider-error.ts';
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { Target } from '../entitlement-type.ts';
import type { HttpCall } from '../http.ts';
import { assignedPath, partsOf } from './app-role.ts';
import type { EntraCalls } from './client.ts';
import { ASSIGNMENTS } from './directory-role.ts';
import { checkGroup, groupPath } from './group.ts';

/** Ids of a user and an assignment that do not exist. */
const NOBODY = '00000000-dead-4000-8000-000000000000';
const NO_ASSIGNMENT = `${'A'.repeat(42)}E`;

/** The application permission that each type needs to make changes. */
const PERMISSION: Readonly<Record<string, string>> = {
  group: 'GroupMember.ReadWrite.All (for a role-assignable group also RoleManagement.ReadWrite.Directory)',
  'm365-group': 'GroupMember.ReadWrite.All',
  'app-role': 'AppRoleAssignment.ReadWrite.All',
  'directory-role': 'RoleManagement.ReadWrite.Directory',
};

export const entraTrials: TrialsOf<EntraCalls> = (calls, entitlements, resolve, context) => {
  const readOne = (path: string, what: string) =>
    calls.call(`reading ${what}`, context, { method: 'GET', path, query: { $top: 1, $select: 'id' } });
  return [
    {
      name: 'Can read users',
      advice: 'Grant the app Directory.Read.All and admin consent.',
      work: () => readOne('/users', 'users'),
    },
    {
      name: 'Can read groups',
      advice: 'Grant the app Directory.Read.All and admin consent.',
      work: () => readOne('/groups', 'groups'),
    },
    ...entitlements.flatMap((each) =>
      entitlementTrials([each], `Check its name or id, and grant the app ${PERMISSION[each.type]}.`, async () => {
        const { type, target } = await resolve(each, context);
        await tryChange(calls, type.type, target, context);
      }),
    ),
  ];
};

/**
 * Whether the entitlement can be changed, tested without a change: it is revoked from a non-existent person. A lack of
 * permission (403) fails before the lack of the object (404, or 400 for a malformed id).
 */
async function tryChange(calls: EntraCalls, type: string, target: Target, context: CallContext): Promise<void> {
  const { id, label } = target;
  if (type === 'group' || type === 'm365-group') await checkGroup(calls, type, id, label, context);
  const path =
    type === 'app-role'
      ? `${assignedPath(partsOf(id).application)}/${NO_ASSIGNMENT}`
      : type === 'directory-role'
        ? `${ASSIGNMENTS}/${NO_ASSIGNMENT}`
        : `${groupPath(id)}/members/${NOBODY}/$ref`;
  const call: HttpCall = { method: 'DELETE', path };
  try {
    await calls.find(`trying to change ${label}`, context, call);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'invalid') throw error;
  }
}
