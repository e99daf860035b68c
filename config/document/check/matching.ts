/** Rules that never match or never decide, and levels that no rule covers. */

import { shadowedRules } from '../../../domain/planning/shadowed-rules.ts';
import type { Rule } from '../../../domain/policy.ts';
import { ruleSchema } from '../rule-schema.ts';
import { applicationNamed, hasLevel, type Outline } from './outline.ts';
import type { Part, Report } from './part.ts';

export function checkMatching(root: Part, outline: Outline, report: Report): void {
  const rules = root.at('rules').items;
  for (const rule of rules) checkConditions(rule, outline, report);
  checkShadows(rules, report);
  checkCoverage(root, outline, report);
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
      report.warning(condition, 'never matches: without an identityProvider, people have no attributes');
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
