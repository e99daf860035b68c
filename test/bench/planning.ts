/** The planner's time under a configuration of 1,000 rules. No server is involved, because decisions are pure. */
import { parseConfiguration } from '../../config/document/parse.ts';
import type { PlanInput } from '../../domain/planning/plan.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import type { Policy } from '../../domain/policy.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { ask, planInput } from '../support/policy.ts';

const RULES = 1_000;
/** Milliseconds. */
const REACH = 5;

export interface Span {
  readonly figure: string;
  /** Median, in milliseconds. */
  readonly value: number;
  /** The 99th percentile, in milliseconds. */
  readonly p99: number;
  readonly reach: number;
  readonly reached: boolean;
}

export function planningSpans(): readonly Span[] {
  return [
    measure('ms to plan: 1,000 rules, each for a level of its own', spreadOut(), 'App 49', 'Level 19'),
    measure('ms to plan: 1,000 rules for one level, of which the last matches', allForOne(), 'Okta', 'Admin'),
  ];
}

/** 50 applications with 20 levels each, and a rule for each level. */
function spreadOut(): Policy {
  const levels = Array.from({ length: 20 }, (_each, n) => `Level ${n}`);
  const keys = Array.from({ length: RULES / levels.length }, (_each, n) => `app-${n}`);
  const [okta] = configurationDocument().applications as object[];
  return policyOf({
    applications: keys.map((key, n) => ({
      ...okta,
      key,
      name: `App ${n}`,
      accessLevels: levels.map((name) => ({ name, entitlements: [{ type: 'group', name: `${key} ${name}` }] })),
    })),
    rules: keys.flatMap((key) =>
      levels.map((level) =>
        rule({ key: `${key}-${level.replace(' ', '-')}`, application: key, accessLevel: level, ...conditions(0) }),
      ),
    ),
    identityProvider: 'app-0',
  });
}

/** Every rule is evaluated: each is for other people, other hours and one of a few zones. */
function allForOne(): Policy {
  return policyOf({
    rules: Array.from({ length: RULES }, (_each, n) =>
      rule({ key: `rule-${n}`, ...conditions(n + 1 === RULES ? 0 : n + 1) }),
    ),
  });
}

function conditions(n: number): Record<string, unknown> {
  const timeZone = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'][n % 3];
  const others = { not: [`Department ${n}`], ...(n === 0 ? {} : { oneOf: ['Engineering', `Other ${n}`] }) };
  const outside =
    n === 0
      ? {}
      : { outside: { from: '00:00', to: '24:00', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], timeZone } };
  return { when: { department: others, groups: { not: [`Group ${n}`] }, request: { permanent: false, ...outside } } };
}

function policyOf(changes: Record<string, unknown>): Policy {
  return parseConfiguration(configurationDocument(changes), 'bench').policy;
}

function measure(figure: string, policy: Policy, application: string, accessLevel: string): Span {
  const input: PlanInput = planInput({ policy, ask: ask({ application, accessLevel }) });
  const times: number[] = [];
  for (let n = 0; n < 600; n += 1) {
    const start = performance.now();
    const result = planRequest(input);
    times.push(performance.now() - start);
    if (result.outcome === 'declined') throw new Error(`${figure}: ${result.reason.sentence}`);
  }
  // Warm-up.
  const sorted = times.slice(100).sort((a, b) => a - b);
  const at = (share: number): number => rounded(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { figure, value: at(0.5), p99: at(0.99), reach: REACH, reached: at(0.5) < REACH };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
