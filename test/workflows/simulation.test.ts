import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { SIMULATION, type SimulationInput, type SimulationResult } from '../../workflows/contract/simulation.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, documentWithStages, rule, stage } from '../support/configuration.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))(
  'a simulation foretells a refusal that only people and systems tell of',
  () => {
    let environment: TestWorkflowEnvironment;
    let world: World;
    useWorld(configurationDocument, (open) => {
      ({ environment, world } = open);
    });

    let counter = 0;
    function simulate(asked: Partial<SimulationInput> = {}): Promise<SimulationResult> {
      counter += 1;
      const input = { version: 1, subject: 'Alice@acme.test', application: 'okta', accessLevel: 'Admin', ...asked };
      return environment.client.workflow.execute(SIMULATION, {
        workflowId: `simulation/${counter}`,
        taskQueue: MAIN_TASK_QUEUE,
        args: [input],
      });
    }
    const stages = (...changes: Record<string, unknown>[]): Promise<void> =>
      world.configure(documentWithStages(...changes));
    const asks = (result: SimulationResult): string[] =>
      result.stages.map((each) => each.approvers.map(({ email }) => email).join(' or '));

    test('a person without an account in the system', async () => {
      await stages({});
      world.okta.unknown.add('ghost@acme.test');
      expect(await simulate({ subject: 'ghost@acme.test' })).toMatchObject({
        outcome: 'declined',
        reason: expect.stringContaining('Okta has no active account for ghost@acme.test'),
        explanation: [{ rule: 'okta-admin', matched: true }],
      });
      expect(await simulate()).toMatchObject({ outcome: 'planned', rule: 'okta-admin' });
    });

    test('nobody is left to ask', async () => {
      await stages({ approvers: [{ user: 'alice@acme.test' }] });
      expect(asks(await simulate())).toEqual(['owner@acme.test']);
      expect(await simulate({ subject: 'owner@acme.test' })).toMatchObject({ outcome: 'planned' });
      await world.configure(
        configurationDocument({
          rules: [rule({ approval: { stages: [stage({ approvers: [{ manager: true }], require: 2 })] } })],
        }),
      );
      expect(await simulate()).toMatchObject({
        outcome: 'declined',
        reason: expect.stringContaining('Nobody can approve this request'),
        explanation: [{ rule: 'okta-admin', matched: true }],
      });
    });

    test('a second stage does not ask who must have approved the first', async () => {
      const lead = { approvers: [{ user: 'lead@acme.test' }] };
      await stages(lead, lead);
      expect(asks(await simulate())).toEqual(['lead@acme.test', 'owner@acme.test']);
      await stages(lead, { ...lead, allowRepeatApprovers: true });
      expect(asks(await simulate())).toEqual(['lead@acme.test', 'lead@acme.test']);
      await stages({ approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }] }, lead);
      expect(asks(await simulate())).toEqual(['lead@acme.test or carol@acme.test', 'lead@acme.test']);
    });
  },
);
