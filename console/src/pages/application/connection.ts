/** Maps the fields of a connector to the values of an application's draft. */
import type { Schemas } from '../../api/client.ts';
import type { Connector } from '../../api/use-connectors.ts';

export type Draft = Schemas['ApplicationToSave'];
export type Field = Schemas['ConnectorField'];
export type SignIn = Connector['signIn'][number];
/** Error sentences by path, such as `settings.region`. */
export type Errors = Readonly<Record<string, string>>;
type Values = Pick<Draft, 'credentials' | 'settings'>;

/** Stands for a sealed secret in API responses. Sent back, it keeps the secret. */
const KEPT = 'sealed:set';
const REFERENCE = /^(env|file|sealed):/;

/** The part of the draft that holds the field, or would hold it. */
function placeOf({ name, places }: Field, draft: Values): 'credentials' | 'settings' {
  return places.find((place) => draft[place]?.[name] !== undefined) ?? places[0] ?? 'settings';
}

/** The path in the API's problems, such as `settings.region`. */
export function pathOf(field: Field, draft: Values): string {
  return `${placeOf(field, draft)}.${field.name}`;
}

/** Whether a secret is stored; it is never shown. */
export function isKept(field: Field, draft: Values): boolean {
  return draft[placeOf(field, draft)]?.[field.name] === KEPT;
}

export function textOf(field: Field, draft: Values): string {
  const value = draft[placeOf(field, draft)]?.[field.name];
  if (value === undefined || value === KEPT) return '';
  return typeof value === 'object' ? value.secret : String(value);
}

/** The draft with a new value of the field. An empty text removes the value. */
export function withText(field: Field, draft: Values, text: string): Values {
  const place = placeOf(field, draft);
  const { [field.name]: _before, ...rest } = draft[place] ?? {};
  if (text === '') return { [place]: rest };
  if (place === 'settings') return { settings: { ...draft.settings, [field.name]: text } };
  return { credentials: { ...draft.credentials, [field.name]: REFERENCE.test(text) ? text : { secret: text } } };
}

function isGiven(field: Field, draft: Values): boolean {
  return isKept(field, draft) || textOf(field, draft) !== '';
}

/** The authentication method that the draft uses; else one without required fields; else the recommended one. */
export function signInOf({ signIn }: Connector, draft: Values): SignIn | undefined {
  const begun = signIn.find((way) => way.fields.some((field) => isGiven(field, draft)));
  return begun ?? signIn.find((way) => way.fields.length === 0) ?? signIn[0];
}

/** The draft without the values of other authentication methods. */
export function onlySignIn({ signIn }: Connector, draft: Values, chosen: SignIn): Values {
  const kept = new Set(chosen.fields.map(({ name }) => name));
  const dropped = new Set(
    signIn.flatMap((way) => way.fields.map(({ name }) => name)).filter((name) => !kept.has(name)),
  );
  const without = <Value>(values: Readonly<Record<string, Value>> = {}): Record<string, Value> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.has(name)));
  return { credentials: without(draft.credentials), settings: without(draft.settings) };
}

/** Values of the draft that its connector does not describe. They can only be cleared. */
export function strangersIn({ fields, signIn }: Connector, draft: Values): readonly Field[] {
  const known = [...fields, ...signIn.flatMap((way) => way.fields)];
  const places = ['credentials', 'settings'] as const;
  return places.flatMap((place) =>
    Object.keys(draft[place] ?? {})
      .filter((name) => !known.some((field) => field.name === name && field.places.includes(place)))
      .map((name) => ({
        name,
        places: [place],
        label: name,
        help: 'The connector does not use this value. Clear it.',
        needed: false,
        secret: place === 'credentials',
      })),
  );
}

/** The required fields that are empty: an error sentence by path. */
export function lackingIn(connector: Connector, signIn: SignIn, draft: Draft): Errors {
  const fields = [...connector.fields, ...signIn.fields].filter((field) => field.needed && !isGiven(field, draft));
  return {
    ...(draft.url.trim() === '' ? { url: `${connector.url.label} is required.` } : {}),
    ...Object.fromEntries(fields.map((field) => [pathOf(field, draft), `${field.label} is required.`])),
  };
}
