/**
 * Credentials in documents that people edit. A secret arrives as `{ secret: … }` and is sealed at once. A sealed secret
 * is shown as `sealed:set`; sent back, that means "unchanged".
 */

import type { Problem } from '../document/problems.ts';
import { sealCredential } from './credentials.ts';

/** Stands for a sealed credential wherever a document is shown. */
export const SEALED_SET = 'sealed:set';

/** A secret in a document that a client sends. */
export interface GivenSecret {
  readonly secret: string;
}

function isGivenSecret(value: unknown): value is GivenSecret {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.secret === 'string';
}

/** The value with each `{ secret }` sealed. @throws CredentialError without LEASEHOLD_ENCRYPTION_KEY. */
export function sealSecrets(value: unknown): unknown {
  return isGivenSecret(value) ? sealCredential(value.secret) : mapMembers(value, sealSecrets);
}

/** The value with each `{ secret }` replaced by a valid placeholder, so that the rest can be checked. */
export function withoutSecrets(value: unknown): unknown {
  return isGivenSecret(value) ? 'sealed:given' : mapMembers(value, withoutSecrets);
}

/** The value as people may see it. */
export function hideSealed(value: unknown): unknown {
  return isSealed(value) ? SEALED_SET : mapMembers(value, hideSealed);
}

/** The members that name the address to which a neighbouring credential is sent. */
const ADDRESSES = ['url', 'issuer', 'webhook'];

/**
 * The value with each `sealed:set` replaced from the previous value. A credential stays bound to its address, so a new
 * address requires the secret again.
 * @returns values that could not be restored as problems, by path from `path`.
 */
export function restoreSealed(
  value: unknown,
  before: unknown,
  path = '',
): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const restore = (now: unknown, old: unknown, at: string, moved: boolean): unknown => {
    if (now === SEALED_SET) {
      if (isSealed(old) && !moved) return old;
      const why = moved ? 'the address has changed, so the secret must be given again' : 'there is no secret here yet';
      problems.push({ path: at, message: `${why}: send { "secret": "…" }, or env:NAME or file:/path` });
      return now;
    }
    if (Array.isArray(now)) {
      const olds = Array.isArray(old) ? old : [];
      return now.map((item, index) => restore(item, counterpart(item, olds), `${at}[${index}]`, moved));
    }
    if (!isObject(now)) return now;
    const was = isObject(old) ? old : {};
    const elsewhere = moved || ADDRESSES.some((name) => name in now && originOf(now[name]) !== originOf(was[name]));
    return Object.fromEntries(
      Object.entries(now).map(([name, member]) => [
        name,
        restore(member, was[name], at === '' ? name : `${at}.${name}`, elsewhere),
      ]),
    );
  };
  return { value: restore(value, before, path, false), problems };
}

/** The previous version of an entry: the one with the same key, else the only one that looks the same. */
function counterpart(item: unknown, olds: readonly unknown[]): unknown {
  if (isObject(item) && typeof item.key === 'string') return olds.find((old) => isObject(old) && old.key === item.key);
  const shown = JSON.stringify(hideSealed(item));
  const same = olds.filter((old) => JSON.stringify(hideSealed(old)) === shown);
  return same.length === 1 ? same[0] : undefined;
}

function originOf(address: unknown): unknown {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).origin : address;
}

function isSealed(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('sealed:');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapMembers(value: unknown, change: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member)]));
}
