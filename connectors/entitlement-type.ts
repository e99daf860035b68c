/** One entitlement type of a system (`group`, `app`, …), and a connector's verbs built from all of its types. */
import { compare, type Place } from '../domain/ledger/claims.ts';
import type { HeldNow } from '../domain/ledger/held-before.ts';
import type { Entitlement } from '../domain/policy.ts';
import { meansNoSuchThing, ProviderError } from '../domain/provider-error.ts';
import type { CallContext, Connector, EntitlementInfo, ProviderSubject, WriteResult } from './connector.ts';

/** The object of an entitlement: its id at the vendor, and its form in the configuration. */
export interface Target {
  readonly id: string;
  readonly entitlement: Entitlement;
  /** For messages: the name if there is one, else the id. */
  readonly label: string;
}

/** The operations of one entitlement type; `Calls` is the system's own client. */
export interface EntitlementType<Calls> {
  readonly type: string;
  /** The vendor's id of the entitlement's object. @throws ProviderError if there is none, or several. */
  resolve(calls: Calls, entitlement: Entitlement, context: CallContext): Promise<string>;
  /** Whether the subject holds it directly. Access by another way (a group, a rule) does not count. */
  holds(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<boolean>;
  /** Grants it. For a subject who holds it, nothing else may change. Returns the vendor's request id. */
  give(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<string | undefined>;
  /** Revokes it; also called for a subject who seems not to hold it. Returns the vendor's request id. */
  take(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<string | undefined>;
  /**
   * Set only if a person has one value per target and granting another replaces it. Returns the value that an
   * entitlement asks for.
   * @throws ProviderError for an unknown value.
   */
  oneValueOf?(calls: Calls, entitlement: Entitlement): Pick<Place, 'value' | 'strength'>;
  /**
   * Everything that the subject holds in the target, from any source; first what is in the very place of the
   * entitlement. Needed where a person has one value per target, or where `holds` leaves a way out. Without it, what
   * `holds` shows is held directly.
   */
  held?(calls: Calls, subject: ProviderSubject, target: Target, context: CallContext): Promise<readonly HeldHere[]>;
  members(calls: Calls, target: Target, context: CallContext): AsyncIterable<ProviderSubject>;
  list(calls: Calls, search: string | undefined, context: CallContext): AsyncIterable<EntitlementInfo>;
}

/** Something that a person holds in a target. */
export interface HeldHere extends Pick<HeldNow, 'way' | 'through' | 'obstacle'> {
  /** The parameters of an entitlement to the same; those of the asked one if absent. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** The asked entitlement can be given and taken beside it. */
  readonly apart?: true | undefined;
}

type EntitlementVerbs = Pick<
  Connector,
  'entitlementTypes' | 'placeOf' | 'grant' | 'revoke' | 'holds' | 'held' | 'listMembers' | 'listEntitlements'
>;

/** The system, for messages. */
export interface Vendor {
  /** The name that people use: `Okta`. */
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

/**
 * Sends a write that seems to be in place already, because a read may be older than the last change. Some vendors refuse
 * a repetition.
 */
async function again(send: () => Promise<string | undefined>): Promise<WriteResult> {
  try {
    return { changed: false, requestId: await send() };
  } catch (error) {
    if (!meansNoSuchThing(error)) throw error;
    return { changed: false, requestId: error.details.requestId };
  }
}

/**
 * The verbs for entitlements, the same for every system. A change that is already in place succeeds and changes
 * nothing.
 */
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
      // Only types that need names look them up.
      if (types.find((each) => each.type === entitlement.type)?.oneValueOf === undefined) return undefined;
      const { type, target } = await resolved(entitlement, context);
      const value = type.oneValueOf?.(calls, entitlement);
      return value && { key: placeKey(type, target), ...value };
    },

    async grant(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      const send = () => type.give(calls, subject, target, context);
      return (await type.holds(calls, subject, target, context)) ? again(send) : written(await send());
    },

    async revoke(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      const send = () => type.take(calls, subject, target, context);
      if (await type.holds(calls, subject, target, context)) return written(await send());
      // A removal takes whatever value is in the place, also one that nobody asked to take.
      return type.oneValueOf === undefined ? again(send) : { changed: false };
    },

    async holds(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      return type.holds(calls, subject, target, context);
    },

    async held(subject, entitlement, context) {
      const { type, target } = await resolved(entitlement, context);
      const valueIn = (each: Entitlement) => type.oneValueOf?.(calls, each) ?? { value: {}, strength: 0 };
      const asked = valueIn(entitlement);
      const found = await (type.held?.(calls, subject, target, context) ?? directly(type, target));
      return {
        place: placeKey(type, target),
        found: found.map(({ parameters, apart = false, ...held }) => {
          const same = parameters === undefined ? entitlement : { ...entitlement, parameters };
          const value = parameters === undefined ? asked : heldValue(() => valueIn(same), parameters);
          return { ...held, apart, entitlement: same, extent: compare(value, asked) };
        }),
      };

      async function directly(only: EntitlementType<Calls>, there: Target): Promise<readonly HeldHere[]> {
        return (await only.holds(calls, subject, there, context)) ? [{ way: 'direct' }] : [];
      }
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

type Value = Pick<Place, 'value' | 'strength'>;

/** People also hold values that the configuration cannot ask for. */
function heldValue(read: () => Value, parameters: Readonly<Record<string, string>>): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'invalid') return { value: parameters, strength: undefined };
    throw error;
  }
}

/** The same for entitlements that exclude one another, and for those that name the same by id and by name. */
function placeKey<Calls>({ type, oneValueOf }: EntitlementType<Calls>, { id, entitlement }: Target): string {
  if (oneValueOf !== undefined) return JSON.stringify([type, id]);
  const parameters = Object.entries(entitlement.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([type, id, parameters]);
}

/** The id of the only object with a name. @throws ProviderError if there is none, or several. */
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

/** The name of a person in messages. */
export function who(subject: ProviderSubject): string {
  return subject.email ?? subject.login;
}

/** One of several values, from the weakest to the strongest. A value outside the list has no known strength. */
export function oneOf(name: string, value: string, order: readonly string[]): Pick<Place, 'value' | 'strength'> {
  const strength = order.indexOf(value);
  return { value: { [name]: value }, strength: strength === -1 ? undefined : strength };
}
