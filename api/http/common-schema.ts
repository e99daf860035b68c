/**
 * Shared schemas: pages, filters, instants, problems. A schema with an id in `meta` becomes a component of the
 * document.
 */
import { z } from 'zod';
import { LOOKS_ALIKE } from '../../config/document/values.ts';
import { isPlainName, normalizeEmail } from '../../domain/people.ts';

/** ISO 8601 in UTC, the format of responses. */
export const instant = z.iso.datetime().meta({ id: 'Instant', description: 'ISO 8601, in UTC' });

/** An instant in a request, with any offset. */
export const askedInstant = z.iso
  .datetime({ offset: true, error: 'must be an instant like 2026-01-31T00:00:00Z' })
  .transform((text) => new Date(text).toISOString());

/** A person in a request. E-mail addresses are compared in lower case. */
export const person = z.string().trim().min(1).max(320).refine(isPlainName, LOOKS_ALIKE).transform(normalizeEmail);

/** A person that must be a valid e-mail address, unlike in a search. */
export const email = z.email('must be an e-mail address').max(320).transform(normalizeEmail);

/** A name or key to search for. */
export const word = z.string().min(1).max(500);

/** The reason of an action. */
export const because = z.string().trim().min(1, 'must not be empty').max(2_000);

/** The query parameters of every list. */
export const paging = {
  cursor: z.string().min(1).max(1_000).optional().describe('nextCursor of the previous page'),
  limit: z.coerce.number().int().min(1).max(200).optional().describe('default: 50'),
};

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('null on the last page'),
  });
}

/** A problem (RFC 9457). `code` is one of domain/errors.ts. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence: what happened, and what to do'),
    code: z.string(),
    instance: z.string().describe('identifies this response in the log'),
    problems: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          line: z.int().optional().describe('position in a document sent as text, from 1'),
          column: z.int().optional(),
        }),
      )
      .optional()
      .describe('all problems, with their paths'),
    plan: z.string().optional().describe('of a stale decision: the plan that the request shows now'),
    changes: z
      .array(z.object({ what: z.string(), before: z.string(), after: z.string() }))
      .optional()
      .describe('of a stale decision: what has changed since its plan was shown'),
  })
  .meta({ id: 'Problem' });

/** An accepted operation that continues on its own. */
export const accepted = z.object({ outcome: z.literal('accepted') });
