/** Builders for tests of decisions. */

import { parseConfiguration } from '../../config/parse.ts';
import type { Ask } from '../../domain/ask.ts';
import type { PlanInput } from '../../domain/plan.ts';
import type { Policy } from '../../domain/policy.ts';
import { configurationDocument } from './configuration.ts';

export const NOW = '2026-06-03T10:00:00.000Z';

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
