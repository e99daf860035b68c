import { describe, expect, test } from 'vitest';
import type { Entitlement } from '../policy.ts';
import { decide, type Placed, placeOfItsOwn } from './claims.ts';

const ORDER = ['read', 'write', 'admin'];

function on(repository: string, permission: string): Placed {
  const strength = ORDER.indexOf(permission);
  return {
    entitlement: { type: 'repository', id: repository, parameters: { permission } },
    place: { key: repository, value: { permission }, strength: strength === -1 ? undefined : strength },
  };
}

/** An assignment with a profile: one at a time, and profiles have no order. */
function assigned(profile: Readonly<Record<string, string>>): Placed {
  return {
    entitlement: { type: 'app', id: 'crm', parameters: profile },
    place: { key: 'crm', value: profile, strength: undefined },
  };
}

const give = { kind: 'give' };
const take = { kind: 'take' };
const giveWay = (to: Placed, mayStay: boolean) => ({ kind: 'giveWay', to: to.entitlement, mayStay });

describe('the decision on an entitlement at an account', () => {
  const group = (id: string): Placed => {
    const entitlement: Entitlement = { type: 'group', id };
    return { entitlement, place: placeOfItsOwn(entitlement) };
  };

  test('an entitlement is given while a lease claims it, and taken when none does', () => {
    expect(decide(group('a'), [group('b'), group('a')])).toEqual(give);
    expect(decide(group('a'), [group('b')])).toEqual(take);
    expect(decide(group('a'), [])).toEqual(take);
  });

  test('of two values in one place the stronger holds, whichever was given first', () => {
    const [read, admin] = [on('r', 'read'), on('r', 'admin')];
    for (const claims of [
      [read, admin],
      [admin, read],
    ]) {
      expect(decide(admin, claims)).toEqual(give);
      expect(decide(read, claims)).toEqual(giveWay(admin, true));
    }
  });

  test('when the stronger ends, the weaker that remains takes its place', () => {
    expect(decide(on('r', 'admin'), [on('r', 'read'), on('r', 'write')])).toEqual(giveWay(on('r', 'write'), false));
  });

  test('when the weaker ends, it goes without touching the stronger', () => {
    expect(decide(on('r', 'read'), [on('r', 'admin')])).toEqual(giveWay(on('r', 'admin'), false));
  });

  test('another place does not affect it', () => {
    expect(decide(on('r', 'read'), [on('s', 'admin')])).toEqual(take);
    expect(decide(on('r', 'read'), [on('r', 'read'), on('s', 'admin')])).toEqual(give);
  });

  test('where the strength of a value is unknown, the latest holds', () => {
    const [own, admin] = [on('r', 'our-own-role'), on('r', 'admin')];
    expect(decide(own, [admin, own])).toEqual(give);
    expect(decide(own, [own, admin])).toEqual(giveWay(admin, true));
  });

  test('the same value written in two ways is one: the end of either leaves it', () => {
    const byName: Placed = { ...on('r', 'read'), entitlement: { type: 'repository', name: 'R' } };
    expect(decide(on('r', 'read'), [byName])).toEqual(giveWay(byName, true));
    expect(decide(byName, [on('r', 'read')])).toEqual(giveWay(on('r', 'read'), true));
  });

  test('a value that the prevailing one includes may stay, and a greater one may not', () => {
    const [plain, manager] = [assigned({}), assigned({ role: 'Manager' })];
    expect(decide(plain, [manager])).toEqual(giveWay(manager, true));
    expect(decide(manager, [plain])).toEqual(giveWay(plain, false));
  });
});
