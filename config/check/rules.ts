/** Rules that contradict themselves, that never match, and levels that no rule covers. */
import { describeDuration } from '../../domain/duration.ts';
import type { Rule } from '../../domain/policy.ts';
import { shadowedRules } from '../../domain/shadowed-rules.ts';
import { ruleSchema } from '../schema.ts';
import { applicationNamed, hasLevel, type Outline } from './outline.ts';
import type { Part, Report } from './part.ts';

export function checkRules(root: Part, outline: Outline, report: Report): void {
  const rules = root.at('rules').items;
  for (const rule of rules) {
    checkDuration(rule, report);
    checkConditions(rule, outline, report);
  }
  checkShadows(rules, report);
  checkCoverage(root, outline, report);
}

function checkDuration(rule: Part, report: Report): void {
  const duration = rule.at('duration');
  const least = duration.at('default').duration;
  const most = duration.at('max').duration;
  const permanent = duration.at('permanent').text ?? (most === undefined ? 'allow' : 'forbid');
  if (least !== undefined && most !== undefined && least > most)
    report.problem(duration.at('default'), `the default is longer than the max (${describeDuration(most)})`);
  if (permanent === 'forbid' && least === undefined && most === undefined)
    report.warning(
      duration,
      'permanent access is forbidden and there is no default: a request that names no duration is declined',
    );
  const longest = most ?? (permanent === 'forbid' ? least : undefined);
  for (const remind of rule.at('remindBeforeExpiry').items)
    if (longest !== undefined && remind.duration !== undefined && remind.duration >= longest)
      report.warning(remind, `is never sent: access lasts at most ${describeDuration(longest)}`);
  const request = rule.at('when', 'request');
  if (request.at('permanent').value === true && permanent === 'forbid')
    report.warning(
      request.at('permanent'),
      'is for permanent access, which the duration of this rule forbids: every such request is declined',
    );
  const limit = request.at('durationLongerThan').duration;
  if (limit === undefined) return;
  const unsaid = least ?? most;
  if (most !== undefined && limit >= most && permanent === 'forbid')
    report.warning(
      request.at('durationLongerThan'),
      `is for requests of more than ${describeDuration(limit)}, and gives at most ${describeDuration(most)}`,
    );
  else if (unsaid !== undefined && unsaid > limit)
    report.warning(
      request.at('durationLongerThan'),
      `matches a request that names no duration too, because that counts as the default, ${describeDuration(unsaid)}`,
    );
}

const ON_THE_REQUEST = ['durationLongerThan', 'permanent', 'within', 'outside'];

function checkConditions(rule: Part, outline: Outline, report: Report): void {
  for (const [attribute, condition] of rule.at('when').entries) {
    if (attribute === 'request') continue;
    if (ON_THE_REQUEST.includes(attribute))
      report.warning(
        condition,
        `is looked for in the person's profile; a condition on the request is written under when.request`,
      );
    else if (!outline.hasIdentityProvider)
      report.warning(condition, 'never holds: without an identityProvider nothing is known of anybody');
    const [oneOf, not] = [wordsOf(condition.at('oneOf')), wordsOf(condition.at('not'))];
    if (oneOf.length > 0 && oneOf.every((word) => not.includes(word)))
      report.warning(condition, 'never holds: every value that it asks for is excluded');
  }
}

function wordsOf(part: Part): readonly string[] {
  const values = Array.isArray(part.value) ? part.value : part.isThere ? [part.value] : [];
  return values.map((value) => String(value).trim().toLowerCase());
}

function checkShadows(rules: readonly Part[], report: Report): void {
  const parts = new Map<Rule, Part>();
  for (const part of rules) {
    const parsed = ruleSchema.safeParse(part.value);
    if (parsed.success) parts.set(parsed.data, part);
  }
  for (const { rule, by } of shadowedRules([...parts.keys()])) {
    const part = parts.get(rule);
    if (part !== undefined)
      report.warning(part, `never decides: rule "${by.key}" before it takes every request that it would match`);
  }
}

function checkCoverage(root: Part, outline: Outline, report: Report): void {
  const active = root.at('rules').items.filter((rule) => rule.at('active').value !== false);
  const covered = (application: string, level: string): boolean =>
    active.some((rule) => {
      const { name } = rule.at('accessLevel');
      return (
        rule.at('application').name === application.toLowerCase() && (name === '*' || name === level.toLowerCase())
      );
    });
  for (const application of outline.applications)
    for (const level of application.part.at('accessLevels').items) {
      const name = level.at('name').text;
      if (name !== undefined && !covered(application.key, name))
        report.warning(level, `no active rule covers ${application.title} / ${name}: every request for it is declined`);
    }
  for (const role of root.at('roles').items)
    for (const ref of role.at('includes').items) {
      const application = applicationNamed(outline, ref.at('application').text);
      const level = ref.at('accessLevel').text;
      if (application === undefined || level === undefined || !hasLevel(application, level)) continue;
      if (!covered(application.key, level))
        report.warning(
          ref,
          `no active rule covers ${application.title} / ${level}: every request for the role is declined`,
        );
    }
}
