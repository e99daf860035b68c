/**
 * What a connector says about itself. Data alone: forms, checks and documents read it without the vendor's SDK.
 * Each system has one in `connectors/<system>/about.ts`, and a line in `systems.ts`.
 */

/** Where the configuration of an application has a value. Credentials are references, never values. */
export type Place = 'credentials' | 'settings';

/** One value that a connector is set up with. */
export interface Field {
  /** As the configuration writes it. */
  readonly name: string;
  /** Where it may stand, the usual place first. */
  readonly places: readonly [Place, ...Place[]];
  /** In people's words. */
  readonly label: string;
  /** What it is, and where to find or make it. */
  readonly help: string;
  readonly example?: string;
  readonly needed: boolean;
  /** Nobody may see it. */
  readonly secret: boolean;
  /** A key or a file of several lines. */
  readonly multiline?: true;
  /** All values that there are; the first is meant when none is given. */
  readonly choices?: readonly [string, ...string[]];
}

/** One way for the connector to sign in. */
export interface SignIn {
  readonly label: string;
  readonly help: string;
  /** Whoever gives one of these signs in this way. Without any: the way that needs nothing. */
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

/** A kind of thing that the system can give. */
export interface EntitlementAbout {
  /** As `type` in the configuration. */
  readonly type: string;
  /** In people's words. */
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** Other parameters are taken too: the system decides what they may be. */
  readonly moreParameters?: true;
}

/** What not every system can. */
export interface Abilities {
  readonly suspend: boolean;
  readonly endSessions: boolean;
  /** Tells department, manager and groups of a person: can be the identity provider. */
  readonly profile: boolean;
  /** Lists everybody: birthrights need it. */
  readonly listSubjects: boolean;
}

export interface About {
  /** As `connector` in the configuration, and the name of its folder. */
  readonly kind: string;
  /** As people call it. */
  readonly name: string;
  readonly url: {
    readonly label: string;
    readonly help: string;
    readonly example: string;
    /** The address that most have; none where everybody has their own. */
    readonly usual?: string;
  };
  /** Whatever the way to sign in. */
  readonly fields: readonly Field[];
  /** One of these, the recommended one first. */
  readonly signIn: readonly [SignIn, ...SignIn[]];
  readonly entitlementTypes: readonly EntitlementAbout[];
  readonly can: Abilities;
  /** People have the same account id here as in this system. */
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
