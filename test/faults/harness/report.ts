/** The closing tables of a run. */
import { isFinal } from '../../../domain/state.ts';
import type { AccessRecord } from './access-record.ts';
import { type Divergence, type Ends, iso, type Outcome } from './model.ts';
import { FAULTS } from './plan.ts';

export interface RunResult {
  readonly seed: number;
  readonly divergences: readonly Divergence[];
  readonly record: AccessRecord;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly ends: Ends;
  /** How often each fault was caused, and what it struck. */
  readonly strikes: ReadonlyMap<string, { readonly times: number; readonly struck: number }>;
  readonly folder: string;
}

export function reportOf(result: RunResult): string {
  return [
    ...result.divergences.flatMap((each) => describe(each, result.record)),
    '',
    'Faults',
    ...FAULTS.flatMap((name) => {
      const strike = result.strikes.get(name);
      return strike === undefined ? [] : [row(name, `${strike.times} times, ${strike.struck} strikes`)];
    }),
    '',
    'Requests',
    ...requestRows(result),
    '',
    'Ends by time',
    row('ended', `${result.ends.count}, ${result.ends.onTime} on time`),
    row('worst lateness, undisturbed', `${(result.ends.worstQuiet / 1_000).toFixed(1)} s`),
    row('worst lateness', `${(result.ends.worst / 1_000).toFixed(1)} s`),
    '',
    ...kindsOf(result.divergences),
    ...busyOf(result.record),
    `logs: ${result.folder}`,
    `seed: ${result.seed}`,
    `divergences: ${result.divergences.length}`,
  ].join('\n');
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(34)}${text}`;
}

function requestRows({ record, outcomes }: RunResult): readonly string[] {
  const stories = [...new Set(record.requests.map((request) => request.story))].sort();
  return [
    ...stories.map((story) => {
      const states = record.requests
        .filter((request) => request.story === story)
        .map((request) => outcomes.get(request.key)?.state ?? 'unknown');
      const counted = [...new Set(states)].sort().map((state) => {
        const mark = state !== 'unknown' && isFinal(state) ? '' : '*';
        return `${states.filter((each) => each === state).length} ${state}${mark}`;
      });
      return row(story, `${states.length}: ${counted.join(', ')}`);
    }),
    row('all', String(record.requests.length)),
  ];
}

function busyOf({ slowness }: AccessRecord): readonly string[] {
  return slowness === 1 ? [] : [`The machine was busy: allowances were multiplied by ${slowness.toFixed(1)}.`];
}

function kindsOf(divergences: readonly Divergence[]): readonly string[] {
  const kinds = [...new Set(divergences.map(({ what }) => what))].sort();
  return kinds.map((what) => row(what, String(divergences.filter((each) => each.what === what).length)));
}

function describe({ what, of, expected, was, at }: Divergence, record: AccessRecord): readonly string[] {
  const near = record.disturbances
    .map(({ name, from }) => ({ name, off: (from - at) / 1_000 }))
    .sort((a, b) => Math.abs(a.off) - Math.abs(b.off))
    .slice(0, 3)
    .map(({ name, off }) => `${name} (${off < 0 ? '' : '+'}${off.toFixed(1)} s)`);
  return [
    `DIVERGENCE ${what}: ${of}`,
    `  expected ${expected}; was ${was}`,
    `  at ${iso(at)}; nearest faults: ${near.length === 0 ? 'none' : near.join(', ')}`,
    ...ordersOf(of, record).map((line) => `  ${line}`),
  ];
}

/** The requests that a divergence names, and what people ordered. */
function ordersOf(of: string, record: AccessRecord): readonly string[] {
  const [, subject = ''] = of.split('/');
  return record.requests
    .filter((request) => new RegExp(`${request.key}\\b`).test(of) || request.subject === subject)
    .map((request) => {
      const orders = request.orders.map(({ what, by, from, acceptedAt, refused }) => {
        const heard = refused === true ? 'refused' : acceptedAt === undefined ? 'unanswered' : iso(acceptedAt);
        return `${what} by ${by} ${iso(from)} (${heard})`;
      });
      const wants = `${request.kind} ${request.gives.join(' + ')} for ${request.durationMs / 1_000} s`;
      return `${request.key} ${request.story}: ${wants}, raised ${iso(request.raisedAt)}; ${orders.join('; ')}`;
    });
}
