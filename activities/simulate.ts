/** Plans a request that nobody made, with the planner and the approvers of a real one. */
import { cancellationSignal } from '@temporalio/activity';
import { withDraftRule } from '../config/document/draft-rule.ts';
import { parseConfiguration } from '../config/document/parse.ts';
import { requiredApprovals } from '../domain/approval/approvals.ts';
import { fromEach } from '../domain/approval/one-from-each.ts';
import { describeDuration } from '../domain/duration.ts';
import type { Decision } from '../domain/ledger/records.ts';
import { normalizeEmail } from '../domain/people.ts';
import type { Ask } from '../domain/planning/ask.ts';
import type { Plan } from '../domain/planning/plan.ts';
import type { Policy } from '../domain/policy.ts';
import { reason } from '../domain/reasons.ts';
import { heldBeforeViews } from '../domain/telling/held-before.ts';
import type { SimulationActivities } from '../workflows/contract/activities/looks.ts';
import type { SimulationInput, SimulationResult } from '../workflows/contract/simulation.ts';
import { heldBy, whyNotGivable } from './intake.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { profileOf } from './people/subjects.ts';
import { planAskingProviders } from './providers/held-at-providers.ts';
import { seatStage } from './stages.ts';

export function simulationActivities(dependencies: Dependencies): SimulationActivities {
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
    const whyNot = await whyNotGivable(dependencies, policy, plan, person.email, cancellationSignal());
    const { stages, isDeadEnd } = await seatStages(dependencies, policy, ask, plan, now);
    const obstacle = whyNot ?? (isDeadEnd ? reason('no_approver') : undefined);
    if (obstacle !== undefined)
      return { ...nothing, stages, outcome: 'declined', reason: obstacle.sentence, explanation: plan.explanation };
    return {
      outcome: 'planned',
      title: plan.title,
      rule: plan.rule,
      revision,
      reason: null,
      stages,
      durationMs: plan.durationMs,
      expiresAfter: plan.durationMs === null ? null : describeDuration(plan.durationMs),
      ...(plan.heldBefore === undefined ? {} : { heldBefore: heldBeforeViews(plan, person) }),
      conflicts: plan.conflicts,
      explanation: plan.explanation,
    };
  }

  /** The policy with the rule as if it were saved; the API has validated it. */
  async function policyWith(rule: Readonly<Record<string, unknown>>): Promise<Policy> {
    const current = await dependencies.store.config.current();
    return parseConfiguration(withDraftRule(current?.document, rule), 'the draft').policy;
  }

  return { simulate: guarded('reading', simulate) };
}

/** The people that the stages would ask, one after the other, and whether one stage would find nobody. */
async function seatStages(
  dependencies: Dependencies,
  policy: Policy,
  ask: Ask,
  plan: Plan,
  now: string,
): Promise<{ readonly stages: SimulationResult['stages']; readonly isDeadEnd: boolean }> {
  const stages: SimulationResult['stages'][number][] = [];
  const decisions: Decision[] = [];
  for (const [index, stage] of plan.stages.entries()) {
    const { approvers, inactive } = await seatStage(dependencies, policy, stage, { ask, plan, now }, decisions);
    const require = requiredApprovals(stage, approvers);
    const each = fromEach(stage);
    const seats = new Set(approvers.map((each) => each.seat));
    // Where everyone must approve, a later stage has none of them left; otherwise the actual voters are unknown.
    if (seats.size === require)
      for (const by of seats) decisions.push({ stage: index, decision: 'approve', by, at: now, channel: 'api' });
    stages.push({
      name: stage.name ?? `Stage ${index + 1}`,
      require,
      ...(each === undefined ? {} : { each }),
      ...(inactive.length === 0 ? {} : { inactive }),
      approvers: approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
    });
    if (approvers.length === 0) return { stages, isDeadEnd: true };
  }
  return { stages, isDeadEnd: false };
}
