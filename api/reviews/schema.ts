/** Schemas of reviews. */
import { z } from 'zod';
import { REVIEW_STATES, VERDICTS } from '../../domain/state.ts';
import { instant } from '../http/common-schema.ts';

const verdict = z.enum(VERDICTS);

export const review = z
  .object({
    id: z.string(),
    kind: z.enum(['breakGlass']),
    state: z.enum(REVIEW_STATES),
    requestKey: z.string().nullable(),
    reviewers: z.array(z.string()),
    reason: z.string().nullable().describe('justification of the request'),
    openedAt: instant,
    dueAt: instant,
    closedAt: instant.nullable(),
    items: z.array(
      z.object({
        id: z.string(),
        grantId: z.string(),
        subject: z.string(),
        application: z.string(),
        accessLevel: z.string(),
        verdict: verdict.nullable(),
        by: z.string().nullable(),
        at: instant.nullable(),
        comment: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Review' });

export const reviewVerdict = z.strictObject({ decision: verdict, comment: z.string().trim().max(2_000).optional() });
