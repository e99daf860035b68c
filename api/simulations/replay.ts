/**
 * Plans all past requests under another configuration, and lists those with a different result. It uses the stored
 * data; only attributes that were not read at the time are read now.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { LeaseholdError } from '../../domain/errors.ts';
import type { SubjectProfile } from '../../domain/people.ts';
import {
  type AttributesUsed,
  differences,
  needsAttributes,
  type PlanningFacts,
  type ReplayedRequest,
  replan,
} from '../../domain/planning/replay.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StoredRequest } from '../../store/ledger/request-store.ts';
import { subjectProfilesWorkflowId } from '../../workflows/contract/ids.ts';
import {
  PROFILES_AT_ONCE,
  SUBJECT_PROFILES,
  type SubjectProfilesInput,
  type SubjectProfilesResult,
} from '../../workflows/contract/subject-profiles.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import type { Services } from '../services.ts';

/** Time limit for the attributes of fifty people, in milliseconds. */
const PROFILES_DEADLINE_MS = 60_000;
/** Requests planned before the event loop is released. */
const AT_ONCE = 20;
/** Maximum number of listed differences. All are counted. */
const LISTED_AT_MOST = 5_000;

export interface Replay {
  /** Total number of requests. */
  readonly total: number;
  /** Requests planned again. */
  readonly replayed: number;
  /** Requests that are older than the stored request data. */
  readonly unknown: number;
  readonly differing: number;
  readonly items: readonly ReplayedRequest[];
}

/** @throws LeaseholdError LH_UNAVAILABLE when attributes are needed and cannot be read. */
export async function replayRequests(services: Services, policy: Policy): Promise<Replay> {
  const { requests } = services.store;
  const now = new Map<string, SubjectProfile | undefined>();
  const items: ReplayedRequest[] = [];
  const counts = { total: 0, replayed: 0, differing: 0 };
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await requests.list({ cursor, limit: 200 });
    const kept = await requests.facts(page.items.map((each) => each.key));
    await lookUp(services, policy, [...kept.values()], now);
    for (const request of page.items) {
      counts.total += 1;
      const facts = kept.get(request.key);
      if (facts === undefined) continue;
      counts.replayed += 1;
      const replayed = replayOne(request, facts, policy, now);
      if (replayed.differs.length > 0) {
        counts.differing += 1;
        if (items.length < LISTED_AT_MOST) items.push(replayed);
      }
      if (counts.replayed % AT_ONCE === 0) await breathe();
    }
    cursor = page.nextCursor ?? undefined;
    more = cursor !== undefined;
  }
  return { ...counts, unknown: counts.total - counts.replayed, items };
}

function replayOne(
  request: StoredRequest,
  facts: PlanningFacts,
  policy: Policy,
  now: ReadonlyMap<string, SubjectProfile | undefined>,
): ReplayedRequest {
  const { key, kind, application, accessLevel } = request;
  const subject = facts.input.ask.subject.email;
  const after = replan(facts, policy, now.get(subject));
  const before = facts.planned;
  const attributes = attributesUsed(facts, policy, now.get(subject));
  return {
    key,
    kind,
    subject,
    application,
    accessLevel,
    attributes,
    before,
    after,
    differs: differences(before, after),
  };
}

function attributesUsed(facts: PlanningFacts, policy: Policy, now: SubjectProfile | undefined): AttributesUsed {
  if (!needsAttributes(facts, policy)) return 'none';
  if (facts.attributesRead) return 'then';
  return now === undefined ? 'unknown' : 'now';
}

/** Reads the attributes that a page of requests needs and that were not read at the time. */
async function lookUp(
  services: Services,
  policy: Policy,
  facts: readonly PlanningFacts[],
  known: Map<string, SubjectProfile | undefined>,
): Promise<void> {
  const wanted = facts
    .filter((each) => !each.attributesRead && needsAttributes(each, policy))
    .map((each) => each.input.ask.subject.email);
  const subjects = [...new Set(wanted)].filter((each) => !known.has(each));
  for (let start = 0; start < subjects.length; start += PROFILES_AT_ONCE) {
    const some = subjects.slice(start, start + PROFILES_AT_ONCE);
    for (const email of some) known.set(email, undefined);
    for (const profile of await profilesOf(services, some)) known.set(profile.email, profile);
  }
}

async function profilesOf(services: Services, subjects: readonly string[]): Promise<readonly SubjectProfile[]> {
  const input: SubjectProfilesInput = { version: 1, subjects };
  const result: SubjectProfilesResult = await services.temporal.withDeadline(Date.now() + PROFILES_DEADLINE_MS, () =>
    services.temporal.workflow.execute(SUBJECT_PROFILES, {
      workflowId: subjectProfilesWorkflowId(randomUUID()),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
    }),
  );
  if (result.outcome === 'read') return result.profiles;
  throw new LeaseholdError(
    'LH_UNAVAILABLE',
    `The rules need attributes that were not stored with these requests and cannot be read now: ${result.sentence}`,
  );
}
