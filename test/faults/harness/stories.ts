/** What people do, story by story. People repeat a step that has no effect, as they would. */
import { isFinal } from '../../../domain/state.ts';
import { personOf } from '../../support/many-people.ts';
import type { Order, RequestRecord } from './access-record.ts';
import type { ApiCaller } from './api-caller.ts';
import { PEOPLE } from './company.ts';
import { grantOf, RULE_LEVEL } from './levels.ts';
import type { Outcomes } from './outcomes.ts';
import { APPROVER, type People, type Raised } from './people.ts';
import type { PlannedStory, StoryName } from './plan.ts';

export interface Stage {
  readonly people: People;
  readonly api: ApiCaller;
  readonly outcomes: Outcomes;
  /** Until when stories may wait, in milliseconds since 1970. */
  readonly deadline: () => number;
}

/** How long people wait for an effect before they repeat a step. */
const PATIENCE_MS = 12_000;
const HOUR_S = 3_600;
const WAITING = 'Waiting for approval';

type Story = (stage: Stage, planned: PlannedStory, by: string) => Promise<void>;

export function playStory(stage: Stage, planned: PlannedStory): Promise<void> {
  return PLAYED[planned.name](stage, planned, personOf(planned.person));
}

const PLAYED: Readonly<Record<StoryName, Story>> = {
  async expires(stage, planned, by) {
    await given(stage, planned, { by, wants: planned.level, seconds: planned.seconds });
  },
  async byRule(stage, planned, by) {
    const request = stage.people.raise({ story: planned.name, by, wants: RULE_LEVEL, seconds: planned.seconds });
    approvedByRule(stage, request);
    await untilGiven(stage, request, async () => undefined);
  },
  async role(stage, planned, by) {
    await given(stage, planned, { by, wants: 'role', seconds: planned.seconds });
  },
  async extended(stage, planned, by) {
    // Nobody lengthens what was approved: the rule of this level asks nobody.
    const seconds = planned.seconds + 10;
    const request = stage.people.raise({ story: planned.name, by, wants: RULE_LEVEL, seconds });
    approvedByRule(stage, request);
    if (await untilGiven(stage, request, async () => undefined))
      await stage.people.extend(request, planned.seconds + 20);
  },
  async overlapping(stage, planned, by) {
    await Promise.all([
      given(stage, planned, { by, wants: planned.level, seconds: planned.seconds }),
      given(stage, planned, { by, wants: planned.level, seconds: planned.seconds + 8 }),
    ]);
  },
  async removed(stage, planned, by) {
    const request = await given(stage, planned, { by, wants: planned.level, seconds: HOUR_S });
    if (request === undefined) return;
    const { people } = stage;
    const from = Date.now();
    const removal = people.raise({ story: planned.name, kind: 'removal', by, wants: planned.level, seconds: 0 });
    const order: Order = { what: 'remove', by: 'move', from, acceptedAt: from, carriedBy: removal.key };
    removal.carries = people.order(request, order);
    await people.until(() => isOver(stage, removal) || Date.now() > stage.deadline(), Number.POSITIVE_INFINITY);
  },
  async changed(stage, planned, by) {
    const { people } = stage;
    const old = people.raise({ story: planned.name, by, wants: RULE_LEVEL, seconds: HOUR_S });
    approvedByRule(stage, old);
    if (!(await untilGiven(stage, old, async () => undefined))) return;
    const asked = { story: planned.name, by, wants: 'okta/Admin', kind: 'change', seconds: planned.seconds } as const;
    const change = people.raise(asked);
    change.carries = people.order(old, { what: 'replace', by: 'move', from: change.raisedAt, carriedBy: change.key });
    if (await approved(stage, planned, change)) change.carries.acceptedAt = Date.now();
  },
  async revokedByMove(stage, planned, by) {
    const { people } = stage;
    const request = await given(stage, planned, { by, wants: planned.level, seconds: HOUR_S });
    if (request === undefined) return;
    await people.until(() => people.statusOf(request) === 'Access Granted', PATIENCE_MS);
    const from = Date.now();
    people.order(request, { what: 'revoke', by: 'move', from, acceptedAt: from });
    people.move(request, by, 'Revoked');
  },
  async revokedByApi(stage, planned, by) {
    const request = await given(stage, planned, { by, wants: planned.level, seconds: HOUR_S });
    if (request === undefined) return;
    await stage.people.revoke([request], { grantIds: [grantOf(planned.level, by)] });
  },
  async revokedInBulk(stage, planned, by) {
    const requests = await Promise.all([
      given(stage, planned, { by, wants: 'okta/Admin', seconds: HOUR_S }),
      given(stage, planned, { by, wants: 'github/Payments team', seconds: HOUR_S }),
    ]);
    const held = requests.filter((each) => each !== undefined);
    if (held.length > 0) await stage.people.revoke(held, { subject: by });
  },
  async withdrawn(stage, planned, by) {
    const { people } = stage;
    const request = people.raise({ story: planned.name, by, wants: planned.level, seconds: planned.seconds });
    await untilAsked(stage, request);
    people.order(request, { what: 'withdraw', by: 'move', from: Date.now() });
    await repeated(stage, request, async () => moveAgain(stage, request, by, 'Canceled'));
  },
  async denied(stage, planned, by) {
    const { people } = stage;
    const request = people.raise({ story: planned.name, by, wants: planned.level, seconds: planned.seconds });
    await untilAsked(stage, request);
    if (planned.channel === 'api') await people.decide(request, 'deny');
    people.order(request, { what: 'deny', by: 'move', from: Date.now() });
    await repeated(stage, request, async () => moveAgain(stage, request, APPROVER, 'Denied'));
  },
  async forged(stage, planned, by) {
    const { people } = stage;
    const request = people.raise({ story: planned.name, by, wants: planned.level, seconds: planned.seconds });
    await untilAsked(stage, request);
    people.move(request, PEOPLE.outsider, 'Approved');
    await people.until(() => people.statusOf(request) === WAITING, PATIENCE_MS);
    people.move(request, by, 'Approved');
    await people.until(() => people.statusOf(request) === WAITING, PATIENCE_MS);
    people.order(request, { what: 'withdraw', by: 'move', from: Date.now() });
    await repeated(stage, request, async () => moveAgain(stage, request, by, 'Canceled'));
  },
  async breakGlass(stage, planned, by) {
    const asked = { story: planned.name, by, wants: 'okta/Admin', seconds: planned.seconds, breakGlass: true } as const;
    const request = stage.people.raise(asked);
    approvedByRule(stage, request);
    await untilGiven(stage, request, async () => undefined);
    await reviewed(stage, request);
  },
  async kept(stage, planned, by) {
    await given(stage, planned, { by, wants: planned.level, seconds: 24 * HOUR_S });
  },
};

/** Raised, approved, and held. @returns undefined when it was never held. */
async function given(
  stage: Stage,
  planned: PlannedStory,
  asked: Omit<Raised, 'story'>,
): Promise<RequestRecord | undefined> {
  const request = stage.people.raise({ story: planned.name, ...asked });
  return (await approved(stage, planned, request)) ? request : undefined;
}

/** @returns whether it was held. */
async function approved(stage: Stage, planned: PlannedStory, request: RequestRecord): Promise<boolean> {
  const { people } = stage;
  await untilAsked(stage, request);
  let channel = planned.channel;
  const approve = async (): Promise<void> => {
    if (channel === 'api') await people.decide(request, 'approve');
    else {
      const from = Date.now();
      people.order(request, { what: 'approve', by: 'move', from, acceptedAt: from });
      moveAgain(stage, request, APPROVER, 'Approved');
    }
    channel = channel === 'api' ? 'move' : 'api';
  };
  return untilGiven(stage, request, approve);
}

/** @returns whether it was held; false when the request ended, or nothing happened until the deadline. */
async function untilGiven(stage: Stage, request: RequestRecord, step: () => Promise<void>): Promise<boolean> {
  const { people } = stage;
  let held = false;
  const watching = people.until(() => {
    // Another request may have given the same level.
    held ||= isApproved(request) && people.holds(request);
    return held || isOver(stage, request) || Date.now() > stage.deadline();
  }, Number.POSITIVE_INFINITY);
  let stop = false;
  void watching.then(() => {
    stop = true;
  });
  while (!stop && Date.now() < stage.deadline()) {
    await step().catch(() => undefined);
    await people.until(() => stop, PATIENCE_MS);
  }
  await watching;
  return held;
}

function isApproved({ orders }: RequestRecord): boolean {
  return orders.some(({ what, acceptedAt }) => what === 'approve' && acceptedAt !== undefined);
}

/** Repeats a step until the request is over. */
async function repeated(stage: Stage, request: RequestRecord, step: () => Promise<void>): Promise<void> {
  while (!isOver(stage, request) && Date.now() < stage.deadline()) {
    await step().catch(() => undefined);
    await stage.people.until(() => isOver(stage, request), PATIENCE_MS);
  }
}

/** A person who sees their move without any effect makes it again. */
function moveAgain({ people }: Stage, request: RequestRecord, by: string, status: string): void {
  if (people.statusOf(request) === status) people.move(request, by, WAITING);
  people.move(request, by, status);
}

/** Waits until the issue names its approvers, but not for longer than people wait. */
async function untilAsked({ people, deadline }: Stage, request: RequestRecord): Promise<void> {
  await people.until(() => people.isAsked(request) || Date.now() > deadline(), 5 * PATIENCE_MS);
}

function isOver({ outcomes }: Stage, request: RequestRecord): boolean {
  const { state } = outcomes.of(request.key);
  return state === 'failed' || (state !== 'unknown' && isFinal(state));
}

function approvedByRule({ people }: Stage, request: RequestRecord): void {
  people.order(request, { what: 'approve', by: 'rule', from: request.raisedAt, acceptedAt: request.raisedAt });
}

/** Closes the review after break glass. */
async function reviewed({ api, people, deadline }: Stage, request: RequestRecord): Promise<void> {
  for (;;) {
    const { body } = await api.call('GET', `/reviews/break-glass-${request.key}`, 'faults-lead');
    const item = body?.items?.[0]?.id;
    if (item !== undefined) {
      const path = `/reviews/break-glass-${request.key}/items/${encodeURIComponent(item)}/decision`;
      const answer = await api.call('POST', path, 'faults-lead', { decision: 'keep', comment: 'it was needed' });
      if (answer.status === 200 || answer.status === 409) return;
    }
    if (Date.now() > deadline()) return;
    await people.until(() => false, 2_000);
  }
}
