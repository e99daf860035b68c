/** What is to be done, at a glance. */
import { z } from 'zod';
import { instant } from '../http/common-schema.ts';

export const overview = z
  .object({
    requests: z.object({
      waiting: z.int().describe('for anybody’s decision'),
      waitingForMe: z.int().describe('for mine'),
      failed: z.int().describe('until somebody mends what is wrong'),
    }),
    grants: z
      .object({
        active: z.int(),
        pending: z.int().describe('being given'),
        expiringSoon: z.int().describe('within a day'),
        expiresBefore: instant.describe('the end of that day, to list them by'),
      })
      .nullable()
      .describe('null for whoever may not see grants'),
    revocations: z.object({ running: z.int() }).nullable().describe('null for whoever may not see all of them'),
    reviews: z.object({ open: z.int().describe('open or overdue, and mine to decide') }),
    changes: z
      .object({ pending: z.int() })
      .nullable()
      .describe('of the configuration, waiting for a second person; null for whoever may not see them'),
    setUp: z
      .object({
        application: z.boolean().describe('there is one'),
        accessLevel: z.boolean().describe('one has a level'),
        rule: z.boolean().describe('there is one'),
        portal: z.boolean().describe('its check has found nothing wrong, or requests come from it'),
        request: z.boolean().describe('one has come'),
        portalUrl: z.string().describe('where people ask for access'),
      })
      .nullable()
      .describe('which steps are done; null for whoever may not see the configuration'),
  })
  .meta({ id: 'Overview' });
