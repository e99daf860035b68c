/** Findings of `doctor` and of the portal check, and the choices of the portal's pickers. */
import { z } from 'zod';

const finding = z
  .object({
    name: z.string().describe('subject of the check'),
    ok: z.boolean(),
    detail: z.string().describe('the finding'),
    mend: z.string().nullable().describe('advice; null if the check passed'),
    link: z.string().nullable().describe('page on which to follow the advice'),
  })
  .meta({ id: 'Finding' });

export const checkResult = z
  .object({ ok: z.boolean(), checks: z.array(finding).describe('in the order in which a person would fix them') })
  .meta({ id: 'CheckResult' });

export const portalChoices = z
  .object({
    projects: z.array(z.object({ key: z.string(), name: z.string() })).describe('service projects'),
    requestTypes: z
      .array(z.object({ id: z.string(), name: z.string(), inPortal: z.boolean() }))
      .describe('request types of the requested project'),
    statuses: z.array(z.string()).describe('statuses of its workflows, by name'),
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
