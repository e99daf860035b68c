/** What is looked up about applications. */
import { z } from 'zod';

export const connectionTest = z
  .object({
    ok: z.boolean(),
    checks: z
      .array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }))
      .describe('in the order in which a person would mend them'),
  })
  .meta({ id: 'ConnectionTest' });

export const foundEntitlements = z
  .object({
    types: z.array(z.string()).describe('the types that the system has at all'),
    items: z.array(
      z.object({
        type: z.string(),
        id: z.string(),
        name: z.string(),
        description: z.string().optional(),
        parameters: z.record(z.string(), z.string()).optional().describe('to go into the configuration with it'),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'FoundEntitlements' });
