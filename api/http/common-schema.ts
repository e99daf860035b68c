/** What many routes share: pages, filters, instants, problems. An id in `meta` makes a component of the document. */
import { z } from 'zod';
import { normalizeEmail } from '../../domain/people.ts';

/** ISO 8601 in UTC, as answers have it. */
export const instant = z.iso.datetime().meta({ id: 'Instant', description: 'ISO 8601, in UTC' });

/** An instant that a caller gives, in any offset. */
export const askedInstant = z.iso
  .datetime({ offset: true, error: 'must be an instant like 2026-01-31T00:00:00Z' })
  .transform((text) => new Date(text).toISOString());

/** A person that a caller names; e-mail addresses are compared in lower case. */
export const person = z.string().trim().min(1).max(320).transform(normalizeEmail);

/** A person that must be one, not only be looked for. */
export const email = z.email('must be an e-mail address').max(320).transform(normalizeEmail);

/** The name or key of something that is looked for. */
export const word = z.string().min(1).max(500);

/** Why something is done, in people's words. */
export const because = z.string().trim().min(1, 'must say why').max(2_000);

/** The query of every list. */
export const paging = {
  cursor: z.string().min(1).max(1_000).optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(200).optional().describe('50 unless given'),
};

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('null on the last page'),
  });
}

/** RFC 9457. `code` is one of the catalogue in domain/errors.ts. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence: what happened, and what to do'),
    code: z.string(),
    instance: z.string().describe('names this answer in the log'),
    problems: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          line: z.int().optional().describe('of a document that came as text; from 1'),
          column: z.int().optional(),
        }),
      )
      .optional()
      .describe('each thing that is wrong, and where'),
  })
  .meta({ id: 'Problem' });

/** Something was taken in and goes on by itself. */
export const accepted = z.object({ outcome: z.literal('accepted') });
