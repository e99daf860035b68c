/** Results of connection tests and entitlement searches. */
import { z } from 'zod';
import { word } from '../http/common-schema.ts';

export const connectionTest = z
  .object({
    ok: z.boolean(),
    checks: z
      .array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }))
      .describe('in the order in which a person would fix them'),
  })
  .meta({ id: 'ConnectionTest' });

export const confirmedOrganisation = z
  .strictObject({ organisation: word.describe('the id of the vendor, as Test Connection shows it') })
  .meta({ id: 'ConfirmedOrganisation' });

export const foundEntitlements = z
  .object({
    types: z.array(z.string()).describe('all entitlement types of the system'),
    items: z.array(
      z.object({
        type: z.string(),
        id: z.string(),
        name: z.string(),
        description: z.string().optional(),
        parameters: z.record(z.string(), z.string()).optional().describe('parameters to save with the entitlement'),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'FoundEntitlements' });
