/** One kind of thing that a system can give (`group`, `app`, …), and a connector's verbs made of all of its kinds. */
import type { Place } from '../domain/ledger/claims.ts';
import type { Entitlement } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { CallContext, Connector, EntitlementInfo, ProviderSubject, WriteResult } from './connector.ts';

/** What a type works on: its own id at the vendor, and how the configuration writes it. */
export interface Target {
  readonly id: string;
  readonly entitlement: Entitlement;
  /** For sentences: the name where there is one, else the id. */
  readonly label: string;
}

/** What each entitlement type of a system does; `Calls` is the system's own client. */
export interface EntitlementType<Calls> {
  readonly type: string;
  /** The vendor's id of what the entitlement names. @throws ProviderError when there is none, or several. */
  resolve(calls: Calls, entitlement: Entitlement, context: CallContext): Promise<string>;
  /** Whether the subject holds it itself; what comes by another way (a group, a rule) does not count. */
  holds(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<boolean>;
  /** Gives what the subject does not hold, and answers with the vendor's id of the request. */
  give(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<string | undefined>;
  /** Takes what the subject holds, and answers with the vendor's id of the request. */
  take(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<string | undefined>;
  /**
   * Only where a person has one value in a target at a time, and giving another replaces it: the value that an
   * entitlement asks for. @throws ProviderError for a value that there is not.
   */
  oneValueOf?(calls: Calls, entitlement: Entitlement): Pick<Place, 'value' | 'strength'>;
  members(calls: Calls, target: Target, context: CallContext): AsyncIterable<ProviderSubject>;
  list(calls: Calls, search: string | undefined, context: CallContext): AsyncIterable<EntitlementInfo>;
}

type EntitlementVerbs = Pick<
  Connector,
  'entitlementTypes' | 'placeOf' | 'grant' | 'revoke' | 'holds' | 'listMembers' | 'listEntitlements'
>;

/** Whom messages are about. */
export interface Vendor {
  /** As people call it: `Okta`. */
  readonly name: string;
  /** The application's key. */
  readonly application: string;
}

/** Finds the type that an entitlement names, and what it names. */
export type Resolve<Calls> = (
  entitlement: Entitlement,
  context: CallContext,
) => Promise<{ type: EntitlementType<Calls>; target: Target }>;

export function resolver<Calls>(
  vendor: Vendor,
  calls: Calls,
  types: readonly EntitlementType<Calls>[],
): Resolve<Calls> {
  return async (entitlement, context) => {
    const type = types.find((each) => each.type === entitlement.type);
    if (type === undefined) {
      const known = types.map((each) => each.type).join(', ');
      throw new ProviderError(
        'invalid',
        `${vendor.name} has no entitlement type "${entitlement.type}"; use one of: ${known}.`,
        { system: vendor.application },
      );
    }
    const id = await type.resolve(calls, entitlement, context);
    return { type, target: { id, entitlement, label: entitlement.name ?? id } };
  };
}

/** The verbs about entitlements, the same for every system: already so is a success that changed nothing. */
export function entitlementVerbs<Calls>(
  vendor: Vendor,
  calls: Calls,
  types: readonly EntitlementType<Calls>[],
): EntitlementVerbs {
  const resolved = resolver(vendor, calls, types);
  const written = (requestId: string | undefined): WriteResult => ({ changed: true, requestId });
  return {
    entitlementTypes: types.map((each) => each.type),

    async placeOf(entitlement, context) {
      // Names are looked up only for types that need it.
      if (types.find((each) => each.type === entitlement.type)?.oneValueOf === undefined) return undefined;
      const { type, target } = await resolved(entitlement, context);
      const value = type.oneValueOf?.(calls, entitlement);
      return value && { key: JSON.stringify([type.type, target.id]), ...value };
    },

    async grant(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      if (await type.holds(calls, subject, target, context)) return { changed: false };
      return written(await type.give(calls, subject, target, context));
    },

    async revoke(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      if (!(await type.holds(calls, subject, target, context))) return { changed: false };
      return written(await type.take(calls, subject, target, context));
    },

    async holds(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      return type.holds(calls, subject, target, context);
    },

    async *listMembers(entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      yield* type.members(calls, target, context);
    },

    async *listEntitlements(search, context) {
      for (const type of types) yield* type.list(calls, search, context);
    },
  };
}

/** The id of the only one that bears a name. @throws ProviderError when there is none, or several. */
export function onlyId(
  found: readonly { readonly id?: string | undefined }[],
  what: string,
  name: string,
  vendor: Vendor,
): string {
  const [first, second] = found;
  const system = vendor.application;
  if (first?.id === undefined)
    throw new ProviderError(
      'not_found',
      `${vendor.name} has no ${what} named "${name}"; correct the entitlement in the configuration.`,
      { system },
    );
  if (second !== undefined)
    throw new ProviderError(
      'invalid',
      `${vendor.name} has several ${what}s named "${name}"; name it by its id in the configuration.`,
      { system },
    );
  return first.id;
}

/** How a sentence calls a person. */
export function who(subject: ProviderSubject): string {
  return subject.email ?? subject.login;
}

/** One of several values, from the weakest to the strongest; one that is not among them has no known strength. */
export function oneOf(name: string, value: string, order: readonly string[]): Pick<Place, 'value' | 'strength'> {
  const strength = order.indexOf(value);
  return { value: { [name]: value }, strength: strength === -1 ? undefined : strength };
}
