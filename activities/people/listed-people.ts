/** All people that the identity provider lists, with the part of their profile that birthrights check. */
import type { Connector, ListedSubject } from '../../connectors/connector.ts';
import { isPlainAddress, normalizeEmail } from '../../domain/people.ts';
import type { Birthright, ListedPerson } from '../../domain/planning/birthright.ts';
import { type Application, identityProviderOf, type Policy } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { inGroup } from './subjects.ts';

export interface People {
  /** The identity provider's name, for sentences. */
  readonly provider: string;
  /** By e-mail. */
  readonly listed: ReadonlyMap<string, ListedPerson>;
}

/**
 * Reads the whole list, and the members of the groups that conditions name. The members of a group are a few pages,
 * while the groups of a person are one call for each person.
 * @throws ProviderError when there is no identity provider, or the answer is not complete.
 */
export async function listPeople(
  dependencies: Pick<Dependencies, 'connector'>,
  policy: Policy,
  rights: readonly Birthright[],
  signal?: AbortSignal,
): Promise<People> {
  const provider = identityProviderOf(policy);
  if (provider === undefined)
    throw new ProviderError(
      'invalid',
      'There is no identityProvider in the configuration to say who has a birthright.',
      {
        system: 'birthright',
      },
    );
  const connector = await dependencies.connector(provider);
  if (connector.listSubjects === undefined)
    throw new ProviderError(
      'invalid',
      `${provider.name} cannot list its people, so nobody can have a birthright there.`,
      {
        system: provider.key,
      },
    );
  const subjects = new Map<string, ListedSubject>();
  for await (const each of connector.listSubjects({ signal })) {
    const email = emailOf(each, policy, provider.key);
    const known = email === undefined ? undefined : subjects.get(email);
    // Of two accounts of one person the one with the e-mail as its login counts, else the first by name.
    if (email !== undefined && (known === undefined || rank(each, email) < rank(known, email)))
      subjects.set(email, each);
  }
  if (subjects.size === 0)
    throw new ProviderError('invalid', `${provider.name} lists nobody at all, which cannot be right.`, {
      system: provider.key,
    });
  const groups = await groupsOf(connector, provider, groupNames(rights), signal);
  const listed = new Map<string, ListedPerson>();
  for (const [email, { id, profile, paused }] of subjects)
    listed.set(email, { profile: { ...profile, email, groups: groups.get(id) ?? [] }, paused });
  return { provider: provider.name, listed };
}

/** The e-mail by which the ledger knows a person: `identities` may give another one for their login. */
function emailOf({ login, email }: ListedSubject, policy: Policy, application: string): string | undefined {
  const own = [login, email].flatMap((each) => (each === undefined ? [] : [normalizeEmail(each)]));
  const mapped = policy.identities.find((identity) => {
    const there = identity.logins[application];
    return there !== undefined && own.includes(normalizeEmail(there));
  })?.email;
  return mapped ?? (email === undefined || !isPlainAddress(email) ? undefined : normalizeEmail(email));
}

function rank({ login }: ListedSubject, email: string): string {
  return normalizeEmail(login) === email ? '' : normalizeEmail(login);
}

/** The groups that birthrights, or the rules about their levels, check. */
function groupNames(rights: readonly Birthright[]): readonly string[] {
  const conditions = rights.flatMap(({ role, policy }) => [
    role.birthright ?? {},
    ...policy.rules.filter((rule) => rule.active).map((rule) => rule.when?.subject ?? {}),
  ]);
  const named = conditions
    .flatMap((each) => [each.groups, each.group])
    .flatMap((condition) => [...(condition?.oneOf ?? []), ...(condition?.not ?? [])]);
  return [...new Set(named.map((each) => each.trim()))];
}

/** The names of people's groups, by the people's ids. */
async function groupsOf(
  connector: Connector,
  provider: Application,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    try {
      for await (const { id } of inGroup(connector, name, signal)) groups.set(id, [...(groups.get(id) ?? []), name]);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== 'not_found') throw error;
      // If it counted as empty, its members would lose the access that depends on it, and everyone would get the access
      // it excludes.
      throw new ProviderError(
        'invalid',
        `${provider.name} has no group "${name}", which a birthright or its rule names; write it as it is there.`,
        { system: provider.key },
      );
    }
  }
  return groups;
}
