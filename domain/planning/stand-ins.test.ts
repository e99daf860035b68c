import { expect, test } from 'vitest';
import { planOf } from '../../test/support/run-state.ts';
import { delegatesOf, fallbackChain } from './stand-ins.ts';

const START = '2026-06-01T12:00:00.000Z';
const END = '2026-06-08T12:00:00.000Z';
const delegates = [
  { from: 'Carol@x.test', to: 'dave@x.test', start: START, end: END },
  { from: 'carol@x.test', to: 'erin@x.test', start: '2026-06-05T00:00:00+02:00', end: END },
  { from: 'frank@x.test', to: 'gina@x.test', start: START, end: END },
];

test.each([
  ['before it starts', '2026-06-01T11:59:59.999Z', []],
  ['from its start', START, ['dave@x.test']],
  ['in another time zone', '2026-06-04T21:59:59Z', ['dave@x.test']],
  ['beside another one', '2026-06-04T22:00:00Z', ['dave@x.test', 'erin@x.test']],
  ['until its end', '2026-06-08T11:59:59.999Z', ['dave@x.test', 'erin@x.test']],
  ['at its end', END, []],
])('a delegation counts %s', (_when, now, to) => {
  expect(delegatesOf(delegates, 'carol@x.test', now)).toEqual(to);
});

test('a stage with too few people asks its fallback, the owner, the admins', () => {
  const fallback = [{ user: 'fallback@x.test' }];
  const admins = [{ user: 'admin@x.test' }];
  const chain = (owners: readonly (string | undefined)[]) => {
    const [give] = planOf().plan.gives;
    if (give === undefined) throw new Error('The plan gives nothing.');
    const [given, ...taken] = owners.map((owner) => ({ ...give, owner }));
    return fallbackChain({ fallback }, { gives: given === undefined ? [] : [given], takes: taken }, admins);
  };
  expect(chain(['ann@x.test'])).toEqual([fallback, [{ owner: true }], admins]);
  expect(chain(['ann@x.test', 'ann@x.test'])).toEqual([fallback, [{ owner: true }], admins]);
  // No single owner answers for all of it.
  expect(chain(['ann@x.test', 'ben@x.test'])).toEqual([fallback, [], admins]);
});
