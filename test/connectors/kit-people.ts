/** The kit's tests about people: profiles and lists at identity providers, and suspension. */
import { expect, test } from 'vitest';
import { inGroup } from '../../activities/people/subjects.ts';
import type { Connector, ListedSubject, ProviderSubject, SubjectQuery } from '../../connectors/connector.ts';
import type { ProviderError, ProviderErrorKind } from '../../domain/provider-error.ts';
import { type KitSimulation, MANY } from './kit-system.ts';

/** The kit's tools once its simulator runs. */
export interface KitInHand {
  readonly simulation: KitSimulation;
  readonly connector: Connector;
  /** The subject of a query, which must exist in the simulator. */
  known(query: SubjectQuery): Promise<ProviderSubject>;
  /** The error of a failed call, of the given kind. */
  failure(kind: ProviderErrorKind, work: Promise<unknown>): Promise<ProviderError>;
}

export function testPeople(hand: KitInHand): void {
  test('an identity provider’s profile of a person agrees with its list of people, and it lists their groups’ members', async () => {
    const { simulation, connector, known, failure } = hand;
    const { people } = simulation;
    if (connector.profile === undefined || people === undefined) {
      expect([people, connector.profile, connector.listSubjects, connector.listGroupMembers]).toEqual(
        Array(4).fill(undefined),
      );
      return;
    }
    const subject = await known(simulation.subject);
    for (const { join } of people.groups) join();
    const { groups, ...profile } = await connector.profile(subject, {});
    expect(profile).toMatchObject({ attributes: { department: expect.any(String) }, manager: expect.any(String) });
    const listed = await everybody(hand);
    expect(listed.find((each) => each.id === subject.id)).toMatchObject({
      email: subject.email,
      paused: false,
      profile: { ...profile, groups: [] },
    });
    for (const { name } of people.groups) {
      expect(groups).toContain(name);
      expect((await all(inGroup(connector, name))).map(({ id }) => id)).toContain(subject.id);
    }
    await failure('not_found', all(inGroup(connector, 'A group that is not there')));
  });

  test('an identity provider lists everyone who may sign in over all pages, or fails', async () => {
    const { simulation, failure } = hand;
    const { people } = simulation;
    if (people === undefined) return;
    const before = await everybody(hand);
    people.add(2 * MANY);
    const locked = people.addLocked();
    expect(locked.length).toBeGreaterThan(0);
    const from = simulation.misbehaving.requests.length;
    const listed = await everybody(hand);
    expect(listed).toHaveLength(before.length + 2 * MANY);
    expect(new Set(listed.map((each) => each.id)).size).toBe(listed.length);
    expect(listed.map((each) => each.email)).not.toEqual(expect.arrayContaining([...locked]));
    const pages = simulation.misbehaving.requests.length - from;
    expect(pages, 'the vendor has the list on several pages').toBeGreaterThan(1);
    expect(pages, 'not a call for each person').toBeLessThan(20);
    simulation.misbehaving.add({ match: people.lists, fault: 'slow', delayMs: 0, times: 1 });
    simulation.misbehaving.add({ match: people.lists, fault: '503', times: 1 });
    await failure('unavailable', everybody(hand));
    expect(simulation.misbehaving.fired()).toMatchObject([{ fired: 1 }, { fired: 1 }]);
  });

  test('suspends where the system can, once; again changes nothing', async () => {
    const { simulation, connector, known } = hand;
    if (connector.suspend === undefined) {
      expect(simulation.suspended).toBeUndefined();
      return;
    }
    const subject = await known(simulation.subject);
    expect((await connector.suspend(subject, {})).changed).toBe(true);
    expect(simulation.suspended?.()).toBe(true);
    expect((await connector.suspend(subject, {})).changed).toBe(false);
    const before = JSON.stringify(simulation.sessions?.());
    expect((await connector.endSessions?.(subject, {}))?.changed).toBe(true);
    expect(JSON.stringify(simulation.sessions?.())).not.toBe(before);
  });
}

function everybody({ connector }: KitInHand): Promise<ListedSubject[]> {
  return all(connector.listSubjects?.({}) ?? []);
}

async function all<Item>(items: AsyncIterable<Item> | Iterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const each of items) found.push(each);
  return found;
}
