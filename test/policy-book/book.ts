/**
 * The policy book: the effects of a company's rules, as tables that a security officer can read. Cells with rules or
 * people use the syntax of leasehold.yaml. People are named by the part of their e-mail before @acme.test.
 */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfiguration } from '../../config/document/parse.ts';
import { describeDuration } from '../../domain/duration.ts';
import type { SubjectProfile } from '../../domain/people.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { PlanInput, PlanResult } from '../../domain/planning/plan.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import type { ApproverRef, LevelRef, Policy, Stage } from '../../domain/policy.ts';
import { configurationDocument } from '../support/configuration.ts';
import { ask, NOW, planInput } from '../support/policy.ts';

/** One row: cells by their headings. */
export type Row = Readonly<Record<string, string>>;

/** A table of a chapter: each row is a test, and its last cell is the result. */
export function table(name: string, text: string, outcome: (row: Row) => string): void {
  const [headings, ...rows] = text
    .split('\n')
    .filter((line) => line.trim().startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  const last = headings?.at(-1);
  if (headings === undefined || last === undefined || rows.length === 0) throw new Error(`${name} has no rows.`);
  describe(name, () => {
    for (const cells of rows) {
      const row = Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? '']));
      const given = headings.slice(0, -1).map((heading) => `${heading} ${row[heading] || '—'}`);
      test(`${given.join('; ')}: ${row[last]}`, () => {
        expect(outcome(row)).toBe(row[last]);
      });
    }
  });
}

/** A cell as YAML: `department: Engineering` is a map, `ann, bob` a list of words. */
export function yaml(cell: string | undefined): Record<string, unknown> {
  return parse(`{ ${cell ?? ''} }`) as Record<string, unknown>;
}

export function words(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(/, */)
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== '—');
}

/** `lead` is lead@acme.test. */
export function email(name: string): string {
  return `${name}@acme.test`;
}

export function name(address: string): string {
  return address.replace(/@acme\.test$/, '');
}

/** Applications of the book's company; a chapter adds its own rules. */
const APPLICATIONS = parse(`
- { key: okta, name: Okta, owner: owner@acme.test, accessLevels: [Admin, Viewer, Auditor] }
- { key: github, name: GitHub, owner: gita@acme.test, accessLevels: [Core, Docs] }
- { key: aws, name: AWS, accessLevels: [Payments] }
`) as { key: string; accessLevels: string[] }[];

/** A policy from a part of leasehold.yaml. */
export function company(text: string): Policy {
  const applications = APPLICATIONS.map((application) => ({
    ...application,
    connector: 'okta',
    url: `https://${application.key}.acme.test`,
    accessLevels: application.accessLevels.map((level) => ({
      name: level,
      entitlements: [{ type: 'group', name: `${application.key}-${level}` }],
    })),
  }));
  const document = configurationDocument({ applications, rules: [], ...(parse(text) as object) });
  return parseConfiguration(document, 'the policy book').policy;
}

/** A person as the identity provider knows them, from `groups: [Developers], department: Engineering, …`. */
export function person(cell: string | undefined): SubjectProfile | undefined {
  if (cell === 'nobody known') return undefined;
  const { groups, manager, email: address, ...attributes } = yaml(cell);
  return {
    email: String(address ?? 'alice@acme.test'),
    groups: (groups ?? []) as string[],
    ...(manager === undefined ? {} : { manager: email(String(manager)) }),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
    ),
  };
}

/** `okta Admin, github Core` as levels. */
export function levels(cell: string | undefined): LevelRef[] {
  return words(cell).map((word) => {
    const [application = '', accessLevel = ''] = word.split(' ');
    return { application, accessLevel };
  });
}

/** A request: `kind`, `by`, `for`, `level` (`Okta Admin`, or a role's name), `duration`, `why`, `start`. */
export function asking(asked: {
  readonly kind?: string | undefined;
  readonly by?: string | undefined;
  readonly for?: string | undefined;
  readonly level?: string | undefined;
  readonly duration?: string | undefined;
  readonly why?: string | undefined;
  readonly start?: string | undefined;
}): Ask {
  const [application, accessLevel] = (asked.level ?? 'Okta Admin').split(/ (?=\S+$)/);
  const requester = email(asked.by || 'alice');
  return ask({
    kind: (asked.kind || 'access') as Ask['kind'],
    requester: { email: requester },
    subject: { email: asked.for ? email(asked.for) : requester },
    application: application || undefined,
    accessLevel,
    duration: asked.duration || undefined,
    justification: asked.why || undefined,
    startAt: asked.start || undefined,
  });
}

/** The planner's result, in one line. */
export function decide(policy: Policy, changes: Partial<PlanInput>): string {
  return tell(planRequest(planInput({ policy, now: NOW, ...changes })));
}

function tell(result: PlanResult): string {
  if (result.outcome === 'declined') return `declined: ${result.reason.code.replaceAll('_', ' ')}`;
  const { plan } = result;
  const asks = plan.stages.map(tellStage).join(', then ');
  const taken = plan.takes.map((each) => `${each.applicationName} ${each.accessLevel}`).join(' and ');
  if (plan.kind === 'removal') return `takes ${taken} ${asks === '' ? 'at once' : `when ${asks} agrees`}`;
  return [
    `${plan.rule}: ${asks === '' ? 'at once' : `asks ${asks}`}`,
    plan.durationMs === null ? 'until revoked' : `for ${describeDuration(plan.durationMs)}`,
    ...(plan.cappedFromMs === undefined ? [] : [`not ${describeDuration(plan.cappedFromMs)}`]),
    ...(plan.startAt === undefined ? [] : [`from ${plan.startAt.slice(0, 16)}`]),
    ...(plan.kind === 'change' ? [`in place of ${taken}`] : []),
    ...(plan.renewal ? ['on top of what is held'] : []),
    ...plan.conflicts.map((conflict) => `in spite of ${conflict.duty}`),
  ].join(', ');
}

function tellStage(stage: Stage): string {
  const who = stage.approvers.map(tellRef).join(' or ') || 'the admins';
  return stage.require === 1 ? who : `${stage.require} of ${who}`;
}

function tellRef(ref: ApproverRef): string {
  if ('user' in ref) return name(ref.user);
  if ('group' in ref) return ref.group;
  if ('manager' in ref) return 'the manager';
  return ref.of === undefined ? 'the owner' : `the owner of ${ref.of}`;
}
