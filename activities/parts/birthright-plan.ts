/**
 * Plans a reconciliation of birthrights: reads all people, compares, looks for conflicts, and holds back mass removals.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { cancellationSignal } from '@temporalio/activity';
import type { CurrentConfiguration } from '../../config/document/current-configuration.ts';
import {
  type BirthrightComparison,
  type BirthrightGive,
  type BirthrightTake,
  birthrightsOf,
  compareBirthrights,
  judgeBirthright,
} from '../../domain/planning/birthright.ts';
import { type HeldBack, heldBack, whyHeldBack } from '../../domain/planning/birthright-guard.ts';
import { conflictingLevels } from '../../domain/planning/conflicts.ts';
import type { Reconciliation, ReconciliationWork, WithheldBirthright } from '../../domain/planning/reconciliation.ts';
import type { LevelRef, Policy } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { reason } from '../../domain/reasons.ts';
import { heldBy } from '../intake.ts';
import { listPeople, type People } from '../people/listed-people.ts';
import { heldAtProviders } from '../providers/held-at-providers.ts';
import type { Dependencies } from './dependencies.ts';

/** People compared before other work, such as a heartbeat, gets its turn. */
const AT_ONCE = 200;
/** E-mails kept for each reason for which access is withheld. */
const NAMED_AT_MOST = 20;

/** The plan of one reconciliation, as the store keeps it. */
export interface BirthrightPlan extends Pick<Reconciliation, 'people' | 'heldBack' | 'withheld'> {
  readonly work: readonly ReconciliationWork[];
}

/** @throws ProviderError when the identity provider cannot be read completely: then nothing is decided at all. */
export async function planBirthrights(
  dependencies: Dependencies,
  order: Pick<Reconciliation, 'by' | 'dryRun' | 'force' | 'restore'>,
  { revision, configuration }: CurrentConfiguration,
): Promise<BirthrightPlan> {
  const { policy } = configuration;
  const { store } = dependencies;
  const signal = cancellationSignal();
  const rights = birthrightsOf(policy, revision, (await dependencies.now()).toISOString());
  const leases = await store.birthrights.leases();
  if (rights.length === 0 && leases.length === 0) return { people: 0, heldBack: [], withheld: [], work: [] };
  const people = await listPeople(dependencies, policy, rights, signal);
  const ended = (await store.birthrights.ended()).filter((each) => !order.restore.includes(each.subject));
  const [leasesOf, endedOf] = [bySubject(leases), bySubject(ended)];
  const all: BirthrightComparison[] = [];
  for (const subject of new Set([...people.listed.keys(), ...leasesOf.keys()])) {
    all.push(
      compareBirthrights(rights, {
        subject,
        listed: people.listed.get(subject),
        provider: people.provider,
        leases: leasesOf.get(subject) ?? [],
        ended: endedOf.get(subject) ?? [],
      }),
    );
    if (all.length % AT_ONCE === 0) await breathe();
  }
  const withheld = all.flatMap((each) => each.withheld);
  const gives: BirthrightGive[] = [];
  const takes = all.flatMap((each) => each.takes);
  for (const each of all) {
    const checked = await withoutConflicts(dependencies, policy, people, each.gives, signal);
    gives.push(...checked.gives);
    takes.push(...checked.takes);
    withheld.push(...checked.withheld);
  }
  const losses = takes.filter((each) => !each.late);
  const back = order.force ? [] : heldBack(leases, losses, policy.birthrightGuard);
  const work = [
    ...takes.flatMap((take) => takeWork(take, order, back, revision)),
    ...gives.map((give) => giveWork(give, order)),
  ];
  return {
    people: people.listed.size,
    heldBack: back,
    withheld: inFewWords(withheld),
    work: work.map((item, position) => ({ ...item, position })),
  };
}

type Order = Parameters<typeof planBirthrights>[1];
type Unnumbered = Omit<ReconciliationWork, 'position'>;

function giveWork(
  { birthright: _birthright, resumes: _resumes, ...give }: BirthrightGive,
  { dryRun }: Order,
): Unnumbered {
  return { ...give, action: 'give', phase: 2, state: dryRun ? 'planned' : 'waiting', detail: null, leaseId: null };
}

function takeWork(
  { late, role, subject, application, accessLevel, because, leaseId }: BirthrightTake,
  order: Order,
  back: readonly HeldBack[],
  revision: number,
): readonly Unnumbered[] {
  const stays = late ? undefined : whyHeldBack(back, role);
  // Else the same thousand would be written every hour; the person who orders a reconciliation gets the list.
  if (stays !== undefined && order.by === null) return [];
  return [
    {
      ...{ role, subject, application, accessLevel, because, leaseId },
      action: 'take',
      phase: late ? 3 : 1,
      state: stays !== undefined || order.dryRun ? 'planned' : 'waiting',
      detail: stays ?? null,
      rule: null,
      revision,
      entitlements: [],
    },
  ];
}

/**
 * Leaves out levels that conflict with access the person has, here or at a provider, or is given earlier in the plan.
 */
async function withoutConflicts(
  dependencies: Dependencies,
  policy: Policy,
  people: People,
  gives: readonly BirthrightGive[],
  signal: AbortSignal,
): Promise<BirthrightComparison> {
  const kept: BirthrightGive[] = [];
  const takes: BirthrightTake[] = [];
  const withheld: BirthrightComparison['withheld'][number][] = [];
  let leases: readonly LevelRef[] | undefined;
  for (const give of gives) {
    const profile = people.listed.get(give.subject)?.profile;
    if (profile === undefined || conflictingLevels(policy, [give]).length === 0) {
      kept.push(give);
      continue;
    }
    leases ??= await heldBy(dependencies, give.subject);
    const held = [...leases, ...kept];
    const because = await conflictOf(dependencies, policy, give, profile, held, signal);
    if (because === undefined) {
      kept.push(give);
      continue;
    }
    withheld.push({ ...give, because });
    // Half-given before the conflict appeared.
    if (give.resumes !== undefined) takes.push({ ...give, because, leaseId: give.resumes, late: false });
  }
  return { gives: kept, takes, withheld };
}

async function conflictOf(
  dependencies: Dependencies,
  policy: Policy,
  give: BirthrightGive,
  profile: Parameters<typeof judgeBirthright>[1],
  leases: readonly LevelRef[],
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const atProviders = await heldAtProviders(dependencies, policy, [give], leases, give.subject, signal);
    const verdict = judgeBirthright(give.birthright, profile, { leases, atProviders });
    return verdict.outcome === 'given' ? undefined : verdict.reason.sentence;
  } catch (error) {
    // If one person's conflicts cannot be looked up, only that person's item is withheld.
    if (error instanceof ProviderError) return reason('birthright_unchecked', error.message).sentence;
    throw error;
  }
}

/** One line for each reason, for any number of people and items. */
function inFewWords(withheld: BirthrightComparison['withheld']): readonly WithheldBirthright[] {
  const lines = new Map<string, Omit<WithheldBirthright, 'people' | 'subjects'> & { subjects: string[] }>();
  for (const { role, application, accessLevel, because, subject } of withheld) {
    const key = JSON.stringify([role, application, accessLevel, because]);
    const line = lines.get(key) ?? { role, application, accessLevel, because, subjects: [] };
    line.subjects.push(subject);
    lines.set(key, line);
  }
  return [...lines.values()].map((line) => ({
    ...line,
    people: line.subjects.length,
    subjects: line.subjects.slice(0, NAMED_AT_MOST),
  }));
}

function bySubject<Item extends { readonly subject: string }>(items: readonly Item[]): ReadonlyMap<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.subject, [...(found.get(item.subject) ?? []), item]);
  return found;
}
