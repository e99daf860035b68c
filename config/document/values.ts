/** Formats of single values in `leasehold.yaml`: texts, durations, addresses, references to credentials. */
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { isPlainAddress, normalizeEmail } from '../../domain/people.ts';

export const text = z.string().trim().min(1, 'must not be empty');

export const key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]*$/i,
    'must be letters, digits, dots, dashes or underscores, starting with a letter or digit',
  );

/** Why a name or address is refused that other characters than its own could be read as. */
export const LOOKS_ALIKE =
  'has characters that look like others, so it cannot be told from another one; write it in ASCII';

export const email = z
  .email({ error: ({ input }) => (isPlainAddress(String(input)) ? 'must be an e-mail address' : LOOKS_ALIKE) })
  .transform(normalizeEmail);

export const duration = z
  .union([z.string(), z.number()], 'must be a duration like 90s, 15m, 8h, 7d or P30D')
  .transform((value, context) => {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    if (ms !== undefined) return ms;
    context.addIssue(`"${value}" is not a duration; write it like 90s, 15m, 8h, 7d or P30D`);
    return z.NEVER;
  });

/** A reference to a credential, never the credential itself. */
export const credentialReference = z
  .string()
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|sealed:(?!set$).+)$/,
    'must be env:NAME, file:/path or sealed:…, never the secret itself',
  );

export const address = z.url('must be an address like https://acme.okta.com').superRefine((value, context) => {
  if (!URL.canParse(value)) return;
  const url = new URL(value);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    context.addIssue('must be https:// (http:// is accepted on loopback only)');
  }
});

export const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-12-24T00:00:00Z' });

/** `20%` or a number from 0 to 100, as a share from 0 to 1. */
export const share = z.union([z.string(), z.number()]).transform((value, context) => {
  const percent =
    typeof value === 'number' ? value : Number(/^(\d+(?:\.\d+)?)\s*%$/.exec(value.trim())?.[1] ?? Number.NaN);
  if (percent >= 0 && percent <= 100) return percent / 100;
  context.addIssue(`"${value}" is not a share; write it like 20%`);
  return z.NEVER;
});
