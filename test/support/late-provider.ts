/** A provider whose next calls a test decides on, and the ledgers that converge is tried with. */

import { eq } from 'drizzle-orm';
import { type ConvergeInput, converge } from '../../activities/providers/converge.ts';
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import { isOver } from '../../domain/ledger/begun-effects.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { OpenDatabase } from '../../store/database/database.ts';
import { leases } from '../../store/database/tables/ledger.ts';
import { ledgerTables } from '../../store/ledger/ledger.ts';
import { heldFrom } from './held-from.ts';
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';
import { ADMINS, SUBJECT } from './slow-provider.ts';
import { END, newLease } from './store-suites.ts';

/** A ledger, and the changes of leases that runs and people make. */
export interface TriedLedger
  extends Pick<MemoryLedger, 'holding' | 'noteAccount' | 'noteLooks' | 'beginTime' | 'beginEffect' | 'recordApplied'> {
  /** The account of its subject. */
  readonly person: ProviderSubject;
  open(id: string): Promise<void>;
  end(id: string): Promise<void>;
  startOf(id: string): Promise<string | undefined>;
  isTaken(id: string): Promise<boolean>;
}

export function inMemory(): TriedLedger {
  const ledger = createMemoryLedger();
  return {
    ...ledger,
    person: SUBJECT,
    open: async (id) => ledger.open(id, [ADMINS], SUBJECT),
    end: async (id) => ledger.end(id),
    startOf: async (id) => ledger.startOf(id),
    isTaken: async (id) => ledger.isTaken(id),
  };
}

/** The real ledger. Each subject is used once, so that tests can share a database. */
export function inDatabase({ database }: OpenDatabase, subject: string): TriedLedger {
  const ledger = ledgerTables(database);
  const person = { id: subject, login: subject };
  const named = (id: string): string => (id.startsWith(subject) ? id : `${subject}/${id}`);
  return {
    ...ledger,
    person,
    holding: (application) => ledger.holding(application, subject),
    async open(id) {
      await ledger.openLease(newLease({ id: named(id), subject, entitlements: [ADMINS] }), []);
      // As leases older than first looks, so that any run may give them.
      await database
        .update(leases)
        .set({ firstLooks: null })
        .where(eq(leases.id, named(id)));
      await ledger.noteAccount(named(id), person);
    },
    async end(id) {
      await ledger.endLease(named(id), END, []);
    },
    startOf: async (id) => (await ledger.lease(named(id)))?.startedAt ?? undefined,
    async isTaken(id) {
      const [row] = await database
        .select({ at: leases.takenAt })
        .from(leases)
        .where(eq(leases.id, named(id)));
      return row !== undefined && row.at !== null;
    },
  };
}

type Calls = Pick<Connector, 'findAccount' | 'grant' | 'revoke' | 'holds' | 'held'>;

type Verb = 'grant' | 'revoke';
type Write = () => Promise<{ readonly changed: boolean }>;

/** A provider with one person and one group, whose writes can come late. */
export interface LateProvider {
  held: boolean;
  readonly writes: string[];
  readonly connector: Pick<Calls, 'findAccount' | 'holds' | 'held'> & Readonly<Record<Verb, Write>>;
  /** A write that has its effect after its caller has given up, when `arrive` is called. */
  late(verb: Verb): Write;
  /** A write whose answer is lost. */
  lost(verb: Verb): Write;
  arrive(): void;
}

export function lateProvider(): LateProvider {
  const late: (() => void)[] = [];
  const unanswered = () => new ProviderError('unavailable', 'No answer in time.', { system: 'okta' });
  const change = (verb: Verb): boolean => {
    const changed = provider.held !== (verb === 'grant');
    provider.held = verb === 'grant';
    return changed;
  };
  const write = (verb: Verb) => async () => {
    provider.writes.push(verb);
    return { changed: change(verb) };
  };
  const provider: LateProvider = {
    held: false,
    writes: [],
    connector: {
      findAccount: async ({ id, login }) => ({ id, login }),
      grant: write('grant'),
      revoke: write('revoke'),
      holds: async () => provider.held,
      held: heldFrom(async () => provider.held),
    },
    late: (verb) => async () => {
      late.push(() => change(verb));
      throw unanswered();
    },
    lost: (verb) => async () => {
      change(verb);
      throw unanswered();
    },
    arrive() {
      for (const effect of late.splice(0)) effect();
    },
  };
  return provider;
}

const START = Date.parse('2026-06-01T12:00:00.000Z');
/** So many minutes after the start of a test. */
export const minute = (count: number): Date => new Date(START + count * 60_000);

/** One attempt of a run, or of the keeper. @param at minutes */
export function attempt(ledger: TriedLedger, connector: Calls, at = 0, run: Pick<ConvergeInput, 'lease'> = {}) {
  const input = { application: 'okta', applicationName: 'Okta', subject: 'ann@acme.test', entitlements: [ADMINS] };
  return converge(
    { ...input, context: {}, ...run },
    { ledger, connector, findSubject: async () => ledger.person, now: async () => minute(at) },
    {},
  );
}

/** A round of the keeper: it converges what was ended and not taken, and what was begun more than an attempt ago. */
export async function keep(ledger: TriedLedger, { connector }: LateProvider, at: number): Promise<void> {
  const { begun, past } = await ledger.holding('okta', 'ann@acme.test');
  const old = begun.some((each) => isOver(each, minute(at).toISOString()));
  const untaken = (await Promise.all(past.map(({ lease }) => ledger.isTaken(lease)))).includes(false);
  if (old || untaken) await attempt(ledger, connector, at);
}
