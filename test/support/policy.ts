/** Builders for tests of decisions. */

import { parseConfiguration } from '../../config/document/parse.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan, PlanInput } from '../../domain/planning/plan.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import type { Policy } from '../../domain/policy.ts';
import { configurationDocument } from './configuration.ts';

export const NOW = '2026-06-03T10:00:00.000Z';

/** An application in a document, without its levels. */
export const OKTA = {
  key: 'okta',
  name: 'Okta',
  connector: 'okta',
  url: 'https://acme.okta.com',
  credentials: { apiToken: 'env:OKTA_API_TOKEN' },
};

export function policy(changes: Record<string, unknown> = {}): Policy {
  return parseConfiguration(configurationDocument(changes), 'test').policy;
}

export function ask(changes: Partial<Ask> = {}): Ask {
  return {
    issueKey: 'ACCESS-1',
    kind: 'access',
    requester: { email: 'alice@acme.test' },
    subject: { email: 'alice@acme.test' },
    application: 'Okta',
    accessLevel: 'Admin',
    duration: undefined,
    justification: undefined,
    startAt: undefined,
    breakGlass: false,
    ...changes,
  };
}

export function planInput(changes: Partial<PlanInput> = {}): PlanInput {
  return {
    ask: ask(),
    policy: policy(),
    revision: 1,
    profile: { email: 'alice@acme.test', groups: ['Developers'], attributes: { department: 'Engineering' } },
    requesterGroups: [],
    held: [],
    requesterIsAdmin: false,
    now: NOW,
    ...changes,
  };
}

/** The plan; fails the test with the reason if there is none. */
export function planned(changes: Partial<PlanInput> = {}): Plan {
  const result = planRequest(planInput(changes));
  if (result.outcome === 'declined') throw new Error(result.reason.sentence);
  return result.plan;
}

/** The code of the reason, or `planned`. */
export function declinedFor(changes: Partial<PlanInput>): string {
  const result = planRequest(planInput(changes));
  return result.outcome === 'declined' ? result.reason.code : 'planned';
}
