/** Plans a request that nobody made, with the planner and the approvers of a real one. */
import { cancellationSignal } from '@temporalio/activity';
import { parseConfiguration } from '../config/parse.ts';
import type { Configuration } from '../config/schema.ts';
import { requiredApprovals } from '../domain/approvals.ts';
import type { Ask } from '../domain/ask.ts';
import { describeDuration } from '../domain/duration.ts';
import { normalizeEmail } from '../domain/people.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { SimulationInput, SimulationResult } from '../workflows/contract/simulation.ts';
import type { Dependencies } from './dependencies.ts';
import { guarded } from './failures.ts';
import { planAskingProviders } from './held-at-providers.ts';
import { heldBy } from './intake.ts';
import { seatStage } from './stages.ts';
import { profileOf } from './subjects.ts';

export function simulationActivities(dependencies: Dependencies) {
  async function simulate(input: SimulationInput): Promise<SimulationResult> {
    const current = await dependencies.configuration();
    const { revision } = current;
    const { policy } = await configurationOf(input.draft, current.configuration);
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

  /** The configuration of a draft, which is valid because the API has checked it, else the one in force. */
  async function configurationOf(draft: string | undefined, current: Configuration): Promise<Configuration> {
    if (draft === undefined) return current;
    const document = await dependencies.store.drafts.get(draft);
    if (document === undefined)
      throw new ProviderError('not_found', 'What was to be tried is not kept any more; try it again.', {
        system: 'leasehold',
      });
    return parseConfiguration(document, 'draft');
  }

  return { simulate: guarded('reading', simulate) };
}
