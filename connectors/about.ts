/**
 * A connector's description of itself. It is data only: forms, checks and documents read it without the vendor's SDK.
 * Each system has one in `connectors/<system>/about.ts`, and a line in `systems.ts`.
 */

/** The part of an application's configuration that holds a value. Credentials are references, never values. */
export type Place = 'credentials' | 'settings';

/** One value that the set-up of a connector needs. */
export interface Field {
  /** The key in the configuration. */
  readonly name: string;
  /** The parts that may hold it, the usual one first. */
  readonly places: readonly [Place, ...Place[]];
  /** The label in the console's form. */
  readonly label: string;
  /** A short explanation, and the place to find or create the value. */
  readonly help: string;
  readonly example?: string;
  readonly needed: boolean;
  /** The API never shows it. */
  readonly secret: boolean;
  /** A key or a file with several lines. */
  readonly multiline?: true;
  /** All allowed values. The first is the default. */
  readonly choices?: readonly [string, ...string[]];
}

/** One way to sign in to the system. */
export interface SignIn {
  readonly label: string;
  readonly help: string;
  /** Any of these fields selects this way to sign in. Without fields: the way that needs no credentials. */
  readonly fields: readonly Field[];
}

/** A parameter of an entitlement. */
export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly needed: boolean;
  /** All values, the weakest first. The first is meant when none is given and it is not needed. */
  readonly choices?: readonly [string, ...string[]];
}

/** A kind of entitlement of the system. */
export interface EntitlementAbout {
  /** The `type` in the configuration. */
  readonly type: string;
  /** The label in the console. */
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** Accepts other parameters too; the system decides which. */
  readonly moreParameters?: true;
}

/** Abilities that only some systems have. */
export interface Abilities {
  readonly suspend: boolean;
  readonly endSessions: boolean;
  /** Reads a person's department, manager and groups, so it can be the identity provider. */
  readonly profile: boolean;
  /** Lists all people, which birthrights need. */
  readonly listSubjects: boolean;
}

export interface About {
  /** The `connector` in the configuration, and the name of its folder. */
  readonly kind: string;
  /** The name that people use. */
  readonly name: string;
  readonly url: {
    readonly label: string;
    readonly help: string;
    readonly example: string;
    /** The usual address; absent if every customer has another one. */
    readonly usual?: string;
  };
  /** Fields for every way to sign in. */
  readonly fields: readonly Field[];
  /** Alternatives, the recommended one first. */
  readonly signIn: readonly [SignIn, ...SignIn[]];
  readonly entitlementTypes: readonly EntitlementAbout[];
  readonly can: Abilities;
  /** The system whose account ids are also the account ids here. */
  readonly accountsOf?: string;
}

/** The names of all fields that a system has. */
export type FieldName<System extends About> =
  | System['fields'][number]['name']
  | System['signIn'][number]['fields'][number]['name'];

/** Every field of a system, each name once. */
export function fieldsOf(about: About): readonly Field[] {
  const all = [...about.fields, ...about.signIn.flatMap((way) => way.fields)];
  return [...new Map(all.map((field) => [field.name, field])).values()];
}

/** The choices of a parameter, typed as the system writes them. `never` for a parameter without choices. */
type Choices<System extends About, Type extends string, Name extends string> = Extract<
  Extract<System['entitlementTypes'][number], { readonly type: Type }>['parameters'][number],
  { readonly name: Name; readonly choices: unknown }
>['choices'];

/** All values of a parameter, in the order of `about.ts`. */
export function choicesOf<System extends About, Type extends string, Name extends string>(
  about: System,
  type: Type,
  name: Name,
): Choices<System, Type, Name> {
  const parameters = about.entitlementTypes.find((each) => each.type === type)?.parameters;
  return parameters?.find((each) => each.name === name)?.choices as Choices<System, Type, Name>;
}
