/** The part of the store that a request uses until it is approved, in memory. */
import type { KeptView } from '../../../domain/approval/waiting.ts';
import type { Holding } from '../../../store/ledger/ledger-store.ts';
import type { StoredPlan } from '../../../store/ledger/request-store.ts';
import type { Store } from '../../../store/store.ts';

export function createRequestStore(): Store {
  const views = new Map<string, KeptView>();
  const plans = new Map<string, StoredPlan>();
  const effects = new Map<string, string | undefined>();
  const store = {
    config: { servedSince: async () => '2026-01-01T00:00:00.000Z' },
    requests: {
      save: async (view: KeptView) => {
        const { version = 0 } = views.get(view.key) ?? {};
        if (version <= (view.version ?? version)) views.set(view.key, view);
      },
      kept: async (key: string) => views.get(key),
      untold: async () => [],
      keepPlan: async (key: string, plan: StoredPlan) => {
        plans.set(key, plan);
        plans.set(`${key}/${plan.round}`, plan);
      },
      plan: async (key: string, round?: number) => plans.get(round === undefined ? key : `${key}/${round}`),
      keepFacts: async () => {},
      told: async () => {},
    },
    issueReads: { keep: async () => {} },
    reviews: { get: async () => undefined },
    ledger: {
      leasesOfRequest: async () => [],
      levelsOf: async () => [],
      holding: async (application: string, subject: string): Promise<Holding> => ({
        application,
        subject,
        version: 0,
        claims: [],
        past: [],
        looks: [],
        accounts: [],
        begun: [],
      }),
    },
    effects: {
      begin: async (key: string) => {
        if (!effects.has(key)) return effects.set(key, undefined) && 'fresh';
        return effects.get(key) === undefined ? 'begun' : 'done';
      },
      done: async (key: string, reference: string) => void effects.set(key, reference),
      reference: async (key: string) => effects.get(key),
    },
  };
  return store as unknown as Store;
}
