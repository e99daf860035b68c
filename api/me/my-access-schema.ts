/** What one holds oneself. */
import { z } from 'zod';
import { grant } from '../grants/schema.ts';

export const myGrant = grant
  .extend({
    applicationName: z.string(),
    until: z
      .object({
        latest: z.string().nullable().describe('the rule’s max, counted from the beginning; null: no limit'),
      })
      .nullable()
      .describe('null for what cannot be extended, because it lasts until it is revoked or has not begun'),
  })
  .meta({ id: 'MyGrant' });
