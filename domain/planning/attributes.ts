/**
 * Conditions on a subject's attributes in the identity provider. Values compare without case and surrounding spaces, and
 * addresses as those of people do.
 */
import { isPlainName, normalizeEmail, type SubjectProfile } from '../people.ts';
import type { AttributeCondition } from '../policy.ts';

interface Attribute {
  readonly values: ReadonlySet<string>;
  /** For a sentence. */
  readonly shown: string;
}

/** Reads the values of an attribute of one subject. */
export type AttributeReader = (name: string) => Attribute;

/** Reads each attribute once, however many rules check it; `undefined` for a subject without a profile. */
export function createAttributeReader(profile: SubjectProfile | undefined): AttributeReader | undefined {
  if (profile === undefined) return undefined;
  const read = new Map<string, Attribute>();
  return (name) => {
    const known = read.get(name) ?? readAttribute(name, profile);
    read.set(name, known);
    return known;
  };
}

function readAttribute(name: string, profile: SubjectProfile): Attribute {
  const values = [...new Set(valuesOf(name, profile).map(plain))].filter((each) => each !== '');
  return { values: new Set(values), shown: values.length === 0 ? 'not set' : `"${values.join('", "')}"` };
}

function valuesOf(name: string, profile: SubjectProfile): readonly string[] {
  if (name === 'groups' || name === 'group') return profile.groups;
  if (name === 'manager') return profile.manager === undefined ? [] : [profile.manager];
  if (name === 'email') return [profile.email];
  // Own members only: a rule about `constructor` must find nothing, not a member of every object.
  const value = Object.hasOwn(profile.attributes, name) ? profile.attributes[name] : undefined;
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Why a subject's attribute does not satisfy a condition; `undefined` when it does. */
export function attributeObstacle(
  name: string,
  condition: AttributeCondition,
  read: AttributeReader | undefined,
): string | undefined {
  if (read === undefined) return `The subject's ${name} is not known: the identity provider has no profile of them.`;
  const { values, shown } = read(name);
  if (condition.oneOf !== undefined && !hasOne(values, condition.oneOf))
    return `${name} is ${shown}, not one of: ${condition.oneOf.join(', ')}.`;
  if (condition.not !== undefined && hasOne(values, condition.not))
    return `${name} is ${shown}, which the rule excludes.`;
  return undefined;
}

function hasOne(values: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((each) => values.has(plain(each)));
}

/** A letter that only looks like another one stays what it is: the Kelvin sign in lower case is `k`. */
function plain(value: string): string {
  return isPlainName(value) ? value.trim().toLowerCase() : normalizeEmail(value);
}
