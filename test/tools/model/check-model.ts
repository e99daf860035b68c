/** Checks the promise in the model, and that no rule of the protocol can be left out. */
import { fileURLToPath } from 'node:url';
import { errorText } from '../../../domain/error-text.ts';
import { findOnPath } from '../../parts/find-on-path.ts';
import { ONE_LEASE, PROMISES, READ_REMOVALS, RULES, type Rule, type Scenario, TWO_LEASES } from './rules.ts';
import { type Found, search, type Tools } from './run-spin.ts';

const MODEL = fileURLToPath(new URL('../../../docs/model', import.meta.url));

/** The outcome of one search, as a line. */
interface Line {
  readonly ok: boolean;
  readonly text: string;
}

/** The programs that a search needs, or what to install. */
export function findTools(): Tools | { readonly missing: string } {
  const spin = findOnPath('spin');
  const compiler = findOnPath('gcc', 'cc');
  if (spin === undefined) return { missing: "there is no spin; Debian's package is `spin`" };
  if (compiler === undefined) return { missing: "there is no C compiler; Debian's package is `gcc`" };
  return { spin, compiler };
}

/**
 * Prints a line for each scenario and each rule.
 * @param deeper adds surprises to each scenario; the rules are not tried again.
 * @returns how many passed and failed.
 */
export async function checkModel(
  tools: Tools,
  say: (line: string) => void,
  deeper = 0,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const work = [
    ...[ONE_LEASE, TWO_LEASES, READ_REMOVALS].map((scenario) => () => checkScenario(tools, scenario, deeper)),
    ...(deeper > 0 ? [] : RULES).map((rule) => () => checkRule(tools, rule)),
  ];
  const count = { passed: 0, failed: 0 };
  const worker = async (): Promise<void> => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) {
      const { ok, text } = await next().catch((error: unknown): Line => ({ ok: false, text: errorText(error) }));
      count[ok ? 'passed' : 'failed'] += 1;
      say(`  ${ok ? 'ok  ' : 'FAIL'}  ${text}`);
    }
  };
  // A large search beside the many small ones.
  await Promise.all([worker(), worker()]);
  return count;
}

async function checkScenario(tools: Tools, { name, flags, surprises }: Scenario, deeper: number): Promise<Line> {
  const found = await search(tools, MODEL, [...flags, `-DSURPRISES=${surprises + deeper}`]);
  const what = `${name}, ${surprises + deeper} surprises, ${found.states} states`;
  return found.broken === undefined
    ? { ok: true, text: `${what}: the promise holds` }
    : { ok: false, text: `${what}: broken: ${sentence(found)}` };
}

async function checkRule(tools: Tools, { macro, rule, breaks, scenario }: Rule): Promise<Line> {
  const flags = [...scenario.flags, `-DSURPRISES=${scenario.surprises}`, `-DWITHOUT_${macro}`];
  const found = await search(tools, MODEL, flags);
  return { ok: found.broken === breaks, text: `without “${rule}”: broken: ${sentence(found)}` };
}

function sentence({ broken }: Found): string {
  return broken === undefined ? 'nothing' : `${broken}, ${PROMISES[broken]}`;
}
