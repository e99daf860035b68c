/** Schema of the caller's own access. */
import { z } from 'zod';
import { grant } from '../grants/schema.ts';

export const myGrant = grant
  .extend({
    applicationName: z.string(),
    until: z
      .object({
        latest: z
          .string()
          .nullable()
          .describe('latest end under the rule’s maximum, counted from the start; null for no limit'),
      })
      .nullable()
      .describe('null if it cannot be extended because it lasts until it is revoked or has not started'),
  })
  .meta({ id: 'MyGrant' });
