/** Birthrights that nobody can ever hold. */
import { applicationNamed, type Outline } from './outline.ts';
import type { Part, Report } from './part.ts';

export function checkBirthrights(root: Part, outline: Outline, report: Report): void {
  for (const role of root.at('roles').items) {
    const birthright = role.at('birthright');
    if (!birthright.isThere) continue;
    if (!outline.hasIdentityProvider)
      report.warning(birthright, 'there is no identityProvider to say who has it: nobody gets it');
    for (const ref of role.at('includes').items) {
      const key = applicationNamed(outline, ref.at('application').text)?.key ?? ref.at('application').text;
      const gives = root.at('rules').items.some((rule) => givesForGood(rule, key, ref.at('accessLevel').name));
      if (!gives)
        report.warning(
          ref,
          `no active rule gives ${ref.at('application').text} / ${ref.at('accessLevel').text} without approval and without an end: nobody gets it by birthright`,
        );
    }
  }
}

/** Whether a rule gives a level at once and until it is revoked, as a birthright requires. */
function givesForGood(rule: Part, application: string | undefined, level: string | undefined): boolean {
  const covers =
    rule.at('application').name === application?.toLowerCase() &&
    (rule.at('accessLevel').text === '*' || rule.at('accessLevel').name === level);
  const { value: permanent } = rule.at('duration', 'permanent');
  const lasts = permanent === 'allow' || (permanent === undefined && !rule.at('duration', 'max').isThere);
  return covers && rule.at('active').value !== false && !rule.at('approval').isThere && lasts;
}
