/** The stories and faults of a run, chosen by the seed before anything starts. */
import { createDice, type Dice } from './dice.ts';
import { APPROVED_LEVELS, type LevelName } from './levels.ts';

/** A story is what one person does, in the number of requests given. */
export const STORIES = {
  expires: { requests: 1, weight: 8 },
  byRule: { requests: 1, weight: 4 },
  role: { requests: 1, weight: 4 },
  extended: { requests: 1, weight: 4 },
  overlapping: { requests: 2, weight: 2 },
  removed: { requests: 2, weight: 3 },
  changed: { requests: 2, weight: 3 },
  revokedByMove: { requests: 1, weight: 3 },
  revokedByApi: { requests: 1, weight: 3 },
  revokedInBulk: { requests: 2, weight: 2 },
  withdrawn: { requests: 1, weight: 2 },
  denied: { requests: 1, weight: 2 },
  forged: { requests: 1, weight: 2 },
  breakGlass: { requests: 1, weight: 2 },
  kept: { requests: 1, weight: 1 },
} as const satisfies Record<string, { readonly requests: number; readonly weight: number }>;
export type StoryName = keyof typeof STORIES;

export const FAULTS = [
  'api killed',
  'worker 1 killed',
  'worker 2 killed',
  'temporal killed',
  'temporal restored',
  'postgres killed',
  'postgres stopped',
  'backends killed',
  'runs terminated',
  'runs reset',
  'runs cancelled',
  'jira 503',
  'jira 403',
  'jira token expired',
  'provider drops answers',
  'provider 429',
  'provider 500',
  'clock ahead',
  'clock behind',
] as const;
export type FaultName = (typeof FAULTS)[number];

export interface PlannedStory {
  readonly name: StoryName;
  /** Milliseconds after the start of the run. */
  readonly at: number;
  /** Number of the person. */
  readonly person: number;
  readonly level: LevelName;
  /** Length of the access. */
  readonly seconds: number;
  readonly channel: 'move' | 'api';
}

export interface PlannedFault {
  readonly name: FaultName;
  /** Milliseconds after the start of the run. */
  readonly at: number;
  readonly forMs: number;
  /** Milliseconds before a restore at which the copy is taken. */
  readonly copyAgeMs: number;
  /** Chooses the runs that it strikes. */
  readonly seed: number;
}

export interface RunPlan {
  readonly stories: readonly PlannedStory[];
  readonly faults: readonly PlannedFault[];
}

export interface RunOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly requests: number;
  readonly faults: readonly FaultName[];
}

/** A fault, its repair and the quiet after it need this long, in milliseconds. */
const LEAST_SLOT_MS = 6_000;
const MOST_SLOT_MS = 30_000;
const MINUTE_MS = 60_000;

export function planRun(options: RunOptions): RunPlan {
  const span = options.minutes * MINUTE_MS;
  return {
    stories: planStories(options, span, createDice(options.seed)),
    faults: planFaults(options, span, createDice(options.seed + 1)),
  };
}

function planStories({ requests }: RunOptions, span: number, dice: Dice): readonly PlannedStory[] {
  const names: StoryName[] = [];
  // Every kind once, then by weight.
  const pool = Object.entries(STORIES).flatMap(([name, { weight }]) =>
    Array<StoryName>(weight).fill(name as StoryName),
  );
  let left = requests;
  const first = dice.shuffled(Object.keys(STORIES) as StoryName[]);
  while (left > 0) {
    const name = first.pop() ?? pool[dice.between(0, pool.length - 1)] ?? 'expires';
    names.push(name);
    left -= STORIES[name].requests;
  }
  const each = (span * 0.9) / names.length;
  const longest = Math.min(45, Math.max(12, Math.round(span / 6_000)));
  return dice.shuffled(names).map((name, n) => ({
    name,
    at: Math.round(each * (n + dice.next())),
    person: n,
    level: dice.pick(APPROVED_LEVELS),
    seconds: dice.between(4, longest),
    channel: dice.next() < 0.5 ? 'move' : 'api',
  }));
}

function planFaults({ faults }: RunOptions, span: number, dice: Dice): readonly PlannedFault[] {
  if (faults.length === 0) return [];
  const slot = Math.min(MOST_SLOT_MS, Math.max(LEAST_SLOT_MS, span / faults.length));
  const planned: PlannedFault[] = [];
  let turn: FaultName[] = [];
  for (let at = slot / 2; at < span; at += slot) {
    if (turn.length === 0) turn = dice.shuffled(faults);
    const name = turn.pop();
    if (name === undefined) break;
    planned.push({
      name,
      at: Math.round(at),
      // Jira's faults last a minute in a long run, and a wrong clock must meet something that is being given.
      forMs: Math.round(/^(jira|clock)/.test(name) ? Math.min(MINUTE_MS, slot * 0.6) : 800 + dice.next() * slot * 0.25),
      copyAgeMs: Math.round(Math.min(MINUTE_MS, slot * 2)),
      seed: dice.between(0, 1_000_000),
    });
  }
  return planned;
}
