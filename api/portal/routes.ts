/** Checks the portal settings against Jira, and lists the choices for them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { lookWorkflowId } from '../../workflows/contract/ids.ts';
import {
  type CheckResult,
  PORTAL_CHECK,
  PORTAL_CHOICES,
  type PortalCheckInput,
  type PortalChoicesInput,
  type PortalChoicesResult,
} from '../../workflows/contract/portal.ts';
import { askWorker } from '../ask-worker.ts';
import { validPortal } from '../configuration/schema.ts';
import { type Route, route } from '../declare-route.ts';
import { checkResult, portalChoices } from '../doctor/schema.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';
import { notePortalChecked } from '../overview/set-up.ts';
import { checkOwnWebhook } from '../webhook/check-own.ts';

const tag = 'Portal';

export const portalRoutes: readonly Route[] = [
  route(
    {
      method: 'post',
      path: `${API}/portal/check`,
      action: 'portal.check',
      tag,
      summary: 'Check the portal settings against Jira without changing anything',
      body: z
        .strictObject({ portal: validPortal.optional().describe('unsaved settings') })
        .optional()
        .describe('default: the settings in force'),
      answers: { 200: checkResult },
      problems: ['LH_UNAVAILABLE'],
    },
    async ({ services, body }) => {
      const portal = body?.portal;
      const input: PortalCheckInput = { version: 1, ...(portal === undefined ? {} : { portal }) };
      const [result, answers] = await Promise.all([
        askWorker<CheckResult>(services, PORTAL_CHECK, lookWorkflowId('portal-check', randomUUID()), input),
        checkOwnWebhook(services),
      ]);
      const ok = result.ok && answers.ok;
      if (ok && portal === undefined) await notePortalChecked(services);
      return reply(200, { ok, checks: [...result.checks, answers] });
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/portal/choices`,
      action: 'portal.check',
      tag,
      summary: 'List the choices for portal settings in Jira',
      query: z.strictObject({
        project: z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be a project key')
          .optional()
          .describe('project of the request types and statuses; default: the configured one'),
      }),
      answers: { 200: portalChoices },
      problems: ['LH_UNAVAILABLE'],
    },
    async ({ services, query: { project } }) => {
      const input: PortalChoicesInput = { version: 1, ...(project === undefined ? {} : { project }) };
      const id = lookWorkflowId('portal-choices', randomUUID());
      const result = await askWorker<PortalChoicesResult>(services, PORTAL_CHOICES, id, input);
      if (!result.ok) throw new LeaseholdError('LH_UNAVAILABLE', result.why);
      return reply(200, result.choices);
    },
  ),
];
