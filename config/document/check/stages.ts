/** Stages with a surprising effect: deadlines that never pass, and no approver left to ask. */
import { describeDuration } from '../../../domain/duration.ts';
import { applicationOf, type Outline } from './outline.ts';
import type { Part, Report } from './part.ts';

/**
 * The people behind some references: named people, and members of groups and managers that are known only at run time.
 */
interface Askable {
  readonly people: ReadonlySet<string>;
  /** `the subject's manager`, `group okta:Security` */
  readonly unsure: readonly string[];
}

export function checkStages(root: Part, outline: Outline, report: Report): void {
  const admins = root.at('admins');
  for (const rule of root.at('rules').items) {
    const application = applicationOf(outline, rule.at('application').text);
    const self = rule.at('selfApproval').value === true;
    const check = new StageCheck({ owner: application?.owner, admins, self, outline, report });
    const own = rule.at('approval', 'stages').items;
    for (const stage of [...own, ...rule.at('duration', 'permanent', 'stages').items]) check.one(stage);
    check.together(own);
  }
  for (const duty of root.at('separationOfDuties').items) {
    // The application, and so its owner, depends on the request.
    const check = new StageCheck({ owner: undefined, admins, self: false, outline, report });
    for (const stage of duty.at('effect', 'stages').items) check.one(stage);
  }
}

interface Surroundings {
  /** The application's owner. */
  readonly owner: string | undefined;
  readonly admins: Part;
  readonly self: boolean;
  readonly outline: Outline;
  readonly report: Report;
}

class StageCheck {
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  one(stage: Part): void {
    this.clocks(stage);
    this.people(stage);
  }

  private clocks(stage: Part): void {
    const { report } = this.around;
    const [remind, escalate, decline] = ['remindAfter', 'escalateAfter', 'declineAfter'].map((key) => stage.at(key));
    const target = stage.at('escalateTo');
    if (escalate?.isThere && target.items.length === 0)
      report.problem(escalate, 'escalates to nobody: name escalateTo, or leave escalateAfter out');
    if (!escalate?.isThere && target.items.length > 0)
      report.warning(target, 'nobody is escalated to, because there is no escalateAfter');
    const end = decline?.duration;
    if (end === undefined) return;
    if (remind?.duration !== undefined && remind.duration >= end)
      report.problem(
        remind,
        `would remind when the request was declined already (declineAfter ${describeDuration(end)})`,
      );
    if (escalate?.duration !== undefined && escalate.duration >= end)
      report.problem(
        escalate,
        `would escalate when the request was declined already (declineAfter ${describeDuration(end)})`,
      );
  }

  private people(stage: Part): void {
    const { report, outline, self } = this.around;
    const asked = this.askable(stage.at('approvers').items);
    if (asked.unsure.includes(MANAGER) && !outline.hasIdentityProvider)
      report.warning(
        stage.at('approvers'),
        'asks the manager, but without an identityProvider nobody knows who that is',
      );
    const all = this.chain(stage);
    const needed = neededBy(stage);
    const names = [...all.people].join(', ');
    const more = 'add a fallback, an owner of the application, or admins';
    if (all.unsure.length === 0 && all.people.size < needed) {
      const few = all.people.size === 0 ? 'nobody can be asked' : `only ${names} can be asked`;
      report.warning(stage, `requires ${needed}, but ${few}: a request that comes to it is declined; ${more}`);
    } else if (all.unsure.length === 0 && all.people.size === needed && !self) {
      const whom = needed === 1 ? `only ${names} can be asked` : `exactly ${needed} people can be asked (${names})`;
      report.warning(stage, `${whom}: when one of them asks for it, or is to get it, nobody is left to ask; ${more}`);
    } else if (all.unsure.length > 0 && all.people.size < needed) {
      const ifs = all.unsure.map((each) => (each === MANAGER ? 'the subject has no manager' : `${each} is empty`));
      report.warning(
        stage,
        `if ${ifs.join(' and ')}, ${needed === 1 ? 'nobody is' : 'too few are'} left to ask: ${more}`,
      );
    }
  }

  /** Nobody counts twice across the stages, so together they may need more people than exist. */
  together(stages: readonly Part[]): void {
    const people = new Set<string>();
    let needed = 0;
    for (const stage of stages) {
      const all = this.chain(stage);
      if (all.unsure.length > 0 || stage.at('allowRepeatApprovers').value === true || all.people.size < neededBy(stage))
        continue;
      for (const each of all.people) people.add(each);
      needed += neededBy(stage);
      if (needed > people.size)
        this.around.report.warning(
          stage,
          `the stages so far need ${needed} different people, and only ${[...people].join(', ')} can be asked: every request is declined; name more people, or set allowRepeatApprovers`,
        );
    }
  }

  /** Everyone that a stage can ask, fallbacks included. */
  private chain(stage: Part): Askable {
    const refs = [...stage.at('approvers').items, ...stage.at('fallback').items, ...this.around.admins.items];
    const all = this.askable(refs);
    return {
      ...all,
      people: new Set([...all.people, ...(this.around.owner === undefined ? [] : [this.around.owner])]),
    };
  }

  private askable(refs: readonly Part[]): Askable {
    const people = new Set<string>();
    const unsure = new Set<string>();
    for (const ref of refs) {
      const user = ref.name ?? ref.at('user').name;
      const group = ref.at('group').text;
      if (user !== undefined) people.add(user);
      else if (group !== undefined) unsure.add(`group ${group}`);
      else if (ref.at('manager').value === true) unsure.add(MANAGER);
      else if (ref.at('owner').value === true && this.around.owner !== undefined) people.add(this.around.owner);
    }
    return { people, unsure: [...unsure] };
  }
}

const MANAGER = 'the manager';

/** Approvals required. All of a group of unknown size counts as at least one. */
function neededBy(stage: Part): number {
  const { value } = stage.at('require');
  const each = stage.at('require').at('each').value;
  if (typeof each === 'number' && Number.isInteger(each)) return each * stage.at('approvers').items.length;
  return typeof value === 'number' && Number.isInteger(value) ? value : 1;
}
