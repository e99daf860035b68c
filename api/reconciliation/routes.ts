/** Comparing the ledger with Temporal, the providers and an exported trail, page by page. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { reconcileWorkflowId } from '../../workflows/contract/ids.ts';
import {
  DIFFERENCES,
  RECONCILE,
  RECONCILE_PARTS,
  type ReconcileInput,
  type ReconcileResult,
  type TrailOrder,
} from '../../workflows/contract/reconcile.ts';
import { askWorker } from '../ask-worker.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { askedInstant, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';

/** Leases of a trail in one page. */
const TRAIL_PAGE = 100;

const trailLease = z
  .strictObject({
    id: word,
    requestKey: word,
    application: word,
    subject: word,
    accessLevel: word,
    entitlements: z
      .array(
        z.strictObject({
          type: word,
          id: z.string().optional(),
          name: z.string().optional(),
          parameters: z.record(z.string(), z.string()).optional(),
        }),
      )
      .max(100),
    rule: z.string().max(500),
    revision: z.int().min(0),
    durationMs: z.int().min(0).nullable(),
    maxDurationMs: z.int().min(0).nullable(),
    startedAt: askedInstant.nullable(),
    expiresAt: askedInstant.nullable(),
    ended: z.boolean(),
  })
  .meta({ id: 'TrailLease', description: 'a lease as an exported trail has it' });

const order = z
  .strictObject({
    part: z.enum(RECONCILE_PARTS).describe('what the ledger is compared with'),
    dryRun: z.boolean().default(false).describe('only report'),
    after: word.optional().describe('next of the previous page'),
    adopt: z.boolean().default(false).describe('trail: write back lost leases that are held, instead of taking them'),
    leases: z.array(trailLease).max(TRAIL_PAGE).default([]).describe('trail: leases to look for in the ledger'),
  })
  .meta({ id: 'ReconciliationOrder' });

const difference = z
  .object({
    kind: z.enum(DIFFERENCES),
    about: z.string().describe('the lease, the request or the application'),
    application: z.string().nullable(),
    subject: z.string().nullable(),
    detail: z.string().describe('a sentence: what differs, and what was done'),
    settled: z.boolean().describe('false: a person must act'),
  })
  .meta({ id: 'LedgerDifference' });

export const reconciliationRoute: Route = route(
  {
    method: 'post',
    path: `${API}/reconciliation`,
    action: 'ledger.reconcile',
    tag: 'Operation',
    summary: 'Compare one page of the ledger with Temporal, the providers or a trail, and put it right',
    body: order,
    bodyLimit: 1024 * 1024,
    answers: {
      200: z
        .object({
          checked: z.int(),
          differences: z.array(difference),
          next: z.string().nullable().describe('null on the last page'),
        })
        .meta({ id: 'ReconciledPage' }),
    },
    problems: ['LH_UNAVAILABLE'],
  },
  async ({ services, body, principal }) => {
    const { part, dryRun, after, adopt, leases } = body;
    const written: TrailOrder = { by: principal.name, adopt, leases };
    // Through the store, which alone the worker trusts.
    const draft = part === 'trail' ? await services.store.drafts.put(written) : undefined;
    try {
      const input: ReconcileInput = { version: 1, part, dryRun, after, order: draft };
      const id = reconcileWorkflowId(randomUUID());
      const { checked, differences, next } = await askWorker<ReconcileResult>(services, RECONCILE, id, input);
      return reply(200, { checked, differences: [...differences], next: next ?? null });
    } finally {
      if (draft !== undefined) await services.store.drafts.remove(draft);
    }
  },
);
