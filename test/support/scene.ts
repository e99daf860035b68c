/** One request in a world, with a new key and a new person for each test, and helpers to act on it and inspect it. */
import { expect } from 'vitest';
import type { AuditRow } from '../../domain/ledger/records.ts';
import type { World } from './world.ts';

type Raised = Parameters<World['jira']['raise']>[1];

export interface Scene {
  readonly key: string;
  /** A person of this test only, unaffected by what other tests left running. */
  readonly alice: string;
  nextKey(): string;
  /** Raises an issue of alice's and waits until it asks for approval; returns its key. */
  waiting(asked?: Partial<Raised>): Promise<string>;
  /** Raised, approved by the lead in Jira, and granted. */
  approved(asked?: Partial<Raised>): Promise<string>;
  move(key: string, by: string, status: string): Promise<void>;
  holds(group: string): boolean;
  /** The audit of a request, oldest first. */
  rows(key: string): Promise<readonly AuditRow[]>;
  /** The time of the first such event of a request, in milliseconds since it was received. */
  after(key: string, action: string): Promise<number>;
}

let counter = 0;

export function createScene(world: World): Scene {
  const nextKey = (): string => {
    counter += 1;
    return `ACCESS-${counter}`;
  };
  const key = nextKey();
  const alice = `alice-${counter}@acme.test`;
  const raise = async (asked: Partial<Raised>): Promise<string> => {
    const issue = world.jira.issues.has(key) ? nextKey() : key;
    world.jira.raise(issue, { by: alice, ...asked });
    await world.nudge(issue);
    return issue;
  };
  const scene: Scene = {
    key,
    alice,
    nextKey,
    async waiting(asked = {}) {
      const issue = await raise(asked);
      await world.until(issue, 'awaiting_approval');
      return issue;
    },
    async approved(asked = {}) {
      const issue = await scene.waiting(asked);
      await scene.move(issue, 'lead@acme.test', 'Approved');
      await world.until(issue, 'active');
      return issue;
    },
    async move(issue, by, status) {
      world.jira.move(issue, by, status);
      await world.nudge(issue);
    },
    holds: (group) => world.okta.members.get(group)?.has(alice) ?? false,
    async rows(issue) {
      return [...(await world.store.audit.list({ requestKey: issue, limit: 200 })).items].reverse();
    },
    async after(issue, action) {
      const rows = await scene.rows(issue);
      const at = (name: string): number => Date.parse(rows.find((row) => row.action === name)?.at ?? '');
      expect(at(action), `${issue} has ${action}`).not.toBeNaN();
      return at(action) - at('request.received');
    },
  };
  return scene;
}
