/** Durations that contradict themselves. */
import { describeDuration } from '../../../domain/duration.ts';
import { groupRefParts } from '../../../domain/group-ref.ts';
import type { Part, Report } from './part.ts';

export function checkRules(root: Part, report: Report): void {
  for (const rule of root.at('rules').items) {
    checkDuration(rule, report);
    checkGlass(rule.at('breakGlass', 'who'), root.at('identityProvider').name, report);
  }
}

/** Break glass checks groups only at the identity provider. Emergency access must not depend on a second system. */
function checkGlass(who: Part, provider: string | undefined, report: Report): void {
  for (const ref of who.items) {
    const group = ref.at('group').name;
    if (ref.at('manager').value === true)
      report.warning(
        ref,
        'lets nobody break glass: a manager is not looked up for it; name people, groups or the owner',
      );
    else if (group !== undefined && groupRefParts(group)?.system !== provider)
      report.warning(
        ref,
        `lets nobody break glass: only groups of the identityProvider count${provider === undefined ? ', and there is none' : ` ("${provider}")`}`,
      );
  }
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
