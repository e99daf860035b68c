/** Plans a request that nobody made, with the planner and the approvers of a real one. */
import { cancellationSignal } from '@temporalio/activity';
import { withDraftRule } from '../config/draft-rule.ts';
import { parseConfiguration } from '../config/parse.ts';
import { requiredApprovals } from '../domain/approvals.ts';
import type { Ask } from '../domain/ask.ts';
import { describeDuration } from '../domain/duration.ts';
import { normalizeEmail } from '../domain/people.ts';
import type { Policy } from '../domain/policy.ts';
import type { SimulationInput, SimulationResult } from '../workflows/contract/simulation.ts';
import type { Dependencies } from './dependencies.ts';
import { guarded } from './failures.ts';
import { planAskingProviders } from './held-at-providers.ts';
import { heldBy } from './intake.ts';
import { seatStage } from './stages.ts';
import { profileOf } from './subjects.ts';

export function simulationActivities(dependencies: Dependencies) {
  async function simulate(input: SimulationInput): Promise<SimulationResult> {
    const { revision, configuration } = await dependencies.configuration();
    const policy = input.rule === undefined ? configuration.policy : await policyWith(input.rule);
    const person = { email: normalizeEmail(input.subject) };
    const ask: Ask = {
      issueKey: 'SIMULATION',
      kind: 'access',
      requester: person,
      subject: person,
      application: input.application,
      accessLevel: input.accessLevel,
      duration: input.duration,
      // A simulation is about rules and people, not about prose.
      justification: input.justification ?? 'Simulated',
      startAt: undefined,
      breakGlass: false,
    };
    const now = (await dependencies.now()).toISOString();
    const profile = await profileOf(dependencies, policy, person.email, cancellationSignal());
    const held = await heldBy(dependencies, person.email);
    const asked = { ask, policy, revision, profile, requesterGroups: profile?.groups ?? [], held, now };
    const { result } = await planAskingProviders(
      dependencies,
      { ...asked, requesterIsAdmin: false },
      cancellationSignal(),
    );
    const nothing = {
      title: null,
      rule: null,
      revision,
      stages: [],
      durationMs: null,
      expiresAfter: null,
      conflicts: [],
    };
    if (result.outcome === 'declined') {
      return { ...nothing, outcome: 'declined', reason: result.reason.sentence, explanation: result.explanation };
    }
    const { plan } = result;
    const stages = [];
    for (const [index, stage] of plan.stages.entries()) {
      const approvers = await seatStage(dependencies, policy, stage, ask, plan, [], now);
      stages.push({
        name: stage.name ?? `Stage ${index + 1}`,
        require: requiredApprovals(stage, approvers),
        approvers: approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
      });
    }
    return {
      outcome: 'planned',
      title: plan.title,
      rule: plan.rule,
      revision,
      reason: null,
      stages,
      durationMs: plan.durationMs,
      expiresAfter: plan.durationMs === null ? null : describeDuration(plan.durationMs),
      conflicts: plan.conflicts,
      explanation: plan.explanation,
    };
  }

  /** What would decide if the rule were saved; the API has found it valid. */
  async function policyWith(rule: Readonly<Record<string, unknown>>): Promise<Policy> {
    const current = await dependencies.store.config.current();
    return parseConfiguration(withDraftRule(current?.document, rule), 'the draft').policy;
  }

  return { simulate: guarded('reading', simulate) };
}
