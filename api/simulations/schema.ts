/** Schemas of simulations and replays. */
import { z } from 'zod';
import { heldBefore } from '../http/held-before-schema.ts';
import { fromEach } from '../requests/schema.ts';

export const simulation = z
  .object({
    outcome: z.enum(['planned', 'declined']),
    title: z.string().nullable(),
    rule: z.string().nullable(),
    revision: z.int(),
    reason: z.string().nullable().describe('reason of the decline'),
    stages: z.array(
      z.object({
        name: z.string(),
        require: z.int(),
        each: fromEach.optional(),
        inactive: z
          .array(z.object({ email: z.string(), where: z.string() }))
          .optional()
          .describe('named people without an active account, who would not be asked'),
        approvers: z.array(z.object({ email: z.string(), displayName: z.string().optional(), via: z.string() })),
      }),
    ),
    durationMs: z.int().nullable(),
    expiresAfter: z.string().nullable().describe('the duration in words; null: until it is revoked'),
    heldBefore: heldBefore.optional().describe('levels that the subject holds already, outside Leasehold'),
    conflicts: z.array(
      z.object({
        duty: z.string(),
        wanted: z.string(),
        held: z.string(),
        found: z.enum(['asked', 'lease', 'provider']).optional().describe('where the previous level was found'),
      }),
    ),
    explanation: z
      .array(z.object({ rule: z.string(), matched: z.boolean(), because: z.string() }))
      .describe('result of each rule'),
  })
  .meta({ id: 'Simulation' });

const planSummary = z
  .object({
    outcome: z.enum(['planned', 'declined']),
    rule: z.string().nullable(),
    reason: z.string().nullable(),
    stages: z.array(
      z.object({
        name: z.string(),
        require: z.union([z.int(), z.literal('all'), z.object({ each: z.int() })]),
        approvers: z.array(z.string()).describe('names from the configuration'),
      }),
    ),
    durationMs: z.int().nullable(),
    duration: z.string().nullable(),
    breakGlass: z.boolean(),
  })
  .meta({ id: 'PlanSummary' });

/** Past requests, planned again under another document. */
export const replay = z
  .object({
    total: z.int().describe('total number of requests'),
    replayed: z.int(),
    unknown: z.int().describe('requests that are older than the stored request data'),
    differing: z.int(),
    items: z
      .array(
        z.object({
          key: z.string(),
          kind: z.string(),
          subject: z.string(),
          application: z.string().nullable(),
          accessLevel: z.string().nullable(),
          attributes: z
            .enum(['then', 'now', 'unknown', 'none'])
            .describe('attributes of the subject at the time, or current ones if none were stored'),
          before: planSummary,
          after: planSummary,
          differs: z.array(z.enum(['outcome', 'rule', 'reason', 'stages', 'duration', 'breakGlass'])),
        }),
      )
      .describe('newest first, at most 5000'),
  })
  .meta({ id: 'Replay' });
