/** Lines of `doctor` and of the portal's check, and what the portal's pickers offer. */
import { z } from 'zod';

const finding = z
  .object({
    name: z.string().describe('what was looked at'),
    ok: z.boolean(),
    detail: z.string().describe('what was found'),
    mend: z.string().nullable().describe('what to do; null when it is well'),
    link: z.string().nullable().describe('the page to do it on'),
  })
  .meta({ id: 'Finding' });

export const checkResult = z
  .object({ ok: z.boolean(), checks: z.array(finding).describe('in the order in which a person would mend them') })
  .meta({ id: 'CheckResult' });

export const portalChoices = z
  .object({
    projects: z.array(z.object({ key: z.string(), name: z.string() })).describe('service projects'),
    requestTypes: z
      .array(z.object({ id: z.string(), name: z.string(), inPortal: z.boolean() }))
      .describe('of the project that was asked for'),
    statuses: z.array(z.string()).describe('those of its workflows, by name'),
    fields: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        type: z.string().describe('option, user, array of user, string, …'),
        custom: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PortalChoices' });
