/** Reads the token file (LEASEHOLD_API_TOKENS), which contains hashes, never tokens. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigurationError, parseYaml } from '../../config/document/parse.ts';
import { LOOKS_ALIKE } from '../../config/document/values.ts';
import { isPlainName } from '../../domain/people.ts';
import { type Principal, ROLES } from '../auth/principal.ts';

const schema = z.array(
  z.strictObject({
    name: z.string().min(1).refine(isPlainName, LOOKS_ALIKE),
    hash: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256:<64 hex digits>, created with: printf %s TOKEN | sha256sum'),
    role: z.enum(ROLES),
    expiresAt: z
      .union([z.string(), z.date()])
      .transform((value) => new Date(value))
      .refine((value) => !Number.isNaN(value.getTime()), 'must be an instant like 2027-01-31T00:00:00Z')
      .optional(),
    applications: z.array(z.string()).default([]),
  }),
);

export interface TokenTable {
  /** The principal of a token; `undefined` if it is unknown or has expired. */
  find(token: string, now: Date): Principal | undefined;
}

/** Reads the token file. @throws ConfigurationError with all problems. */
export async function readTokens(file: string): Promise<TokenTable> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new ConfigurationError(file, [
      { path: '', message: 'cannot be read; LEASEHOLD_API_TOKENS must name a YAML or JSON file' },
    ]);
  }
  const parsed = schema.safeParse(parseYaml(text, file));
  if (!parsed.success) {
    throw new ConfigurationError(
      file,
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    );
  }
  // The lookup by hash needs no constant-time comparison, because choosing a hash requires knowing a token.
  const byHash = new Map(parsed.data.map((entry) => [entry.hash, entry]));
  return {
    find(token, now) {
      const entry = byHash.get(hashOfToken(token));
      if (entry === undefined || (entry.expiresAt !== undefined && entry.expiresAt <= now)) return undefined;
      return { name: entry.name, role: entry.role, applications: entry.applications, behind: entry.name };
    },
  };
}

/** `sha256:<hex>`, the format of the token file. */
export function hashOfToken(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex')}`;
}

/** An empty set of tokens: every token is refused. */
export const NO_TOKENS: TokenTable = { find: () => undefined };
