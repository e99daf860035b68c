/** Schema of the overview. */
import { z } from 'zod';
import { instant } from '../http/common-schema.ts';

export const overview = z
  .object({
    requests: z.object({
      waiting: z.int().describe('awaiting anyone’s approval'),
      waitingForMe: z.int().describe('awaiting my approval'),
      failed: z.int().describe('failed requests that need a fix'),
    }),
    grants: z
      .object({
        active: z.int(),
        pending: z.int().describe('being provisioned'),
        expiringSoon: z.int().describe('ending within a day'),
        expiresBefore: instant.describe('end of that day, for the filter of the list'),
      })
      .nullable()
      .describe('null without permission to see grants'),
    revocations: z.object({ running: z.int() }).nullable().describe('null without permission to see all revocations'),
    reviews: z.object({ open: z.int().describe('open or overdue reviews that I can close') }),
    changes: z
      .object({ pending: z.int() })
      .nullable()
      .describe('configuration changes awaiting approval; null without permission to see them'),
    setUp: z
      .object({
        application: z.boolean().describe('there is one'),
        accessLevel: z.boolean().describe('an application has an access level'),
        rule: z.boolean().describe('there is one'),
        portal: z.boolean().describe('its check found no problems, or a request has arrived'),
        request: z.boolean().describe('a request has arrived'),
        portalUrl: z.string().describe('address of the Jira portal'),
      })
      .nullable()
      .describe('completed steps; null without permission to see the configuration'),
  })
  .meta({ id: 'Overview' });
