/** Plans of requests that nobody made. */
import { z } from 'zod';

export const simulation = z
  .object({
    outcome: z.enum(['planned', 'declined']),
    title: z.string().nullable(),
    rule: z.string().nullable(),
    revision: z.int(),
    reason: z.string().nullable().describe('why it would be declined'),
    stages: z.array(
      z.object({
        name: z.string(),
        require: z.int(),
        approvers: z.array(z.object({ email: z.string(), displayName: z.string().optional(), via: z.string() })),
      }),
    ),
    durationMs: z.int().nullable(),
    expiresAfter: z.string().nullable().describe('the duration in words; null lasts until revoked'),
    conflicts: z.array(
      z.object({
        duty: z.string(),
        wanted: z.string(),
        held: z.string(),
        found: z.enum(['asked', 'lease', 'provider']).optional().describe('where the other level was found'),
      }),
    ),
    explanation: z
      .array(z.object({ rule: z.string(), matched: z.boolean(), because: z.string() }))
      .describe('rule by rule'),
  })
  .meta({ id: 'Simulation' });
