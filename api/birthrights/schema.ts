/** Reconciliations of birthrights. */
import { z } from 'zod';
import { RECONCILIATION_STATES } from '../../domain/state.ts';
import { instant } from '../http/common-schema.ts';

const item = z
  .object({
    position: z.int(),
    action: z.enum(['give', 'take']),
    role: z.string(),
    subject: z.string(),
    application: z.string(),
    accessLevel: z.string(),
    because: z.string(),
    rule: z.string().nullable().describe('the role that grants it; null for a revocation'),
    state: z
      .enum(['planned', 'waiting', 'done', 'failed', 'stuck'])
      .describe('planned: part of a dry run, or held back; stuck: not confirmed yet and retried'),
    detail: z.string().nullable().describe('the reason of a failed, stuck or held-back item'),
  })
  .meta({ id: 'ReconciliationItem' });

const run = {
  id: z.string(),
  state: z.enum(RECONCILIATION_STATES),
  by: z.string().nullable().describe('null for a scheduled reconciliation'),
  dryRun: z.boolean(),
  force: z.boolean(),
  restore: z.array(z.string()),
  createdAt: instant,
  finishedAt: instant.nullable(),
  detail: z.string().nullable().describe('the reason of a failure; nothing was granted or revoked'),
  people: z.int().describe('number of people in the identity provider'),
  heldBack: z
    .array(
      z.object({
        role: z.string().nullable().describe('null: all birthrights together'),
        losing: z.int(),
        holders: z.int(),
        because: z.string(),
      }),
    )
    .describe('revocations above the limit, none of which is carried out'),
  withheld: z
    .array(
      z.object({
        role: z.string(),
        application: z.string(),
        accessLevel: z.string(),
        because: z.string(),
        people: z.int(),
        subjects: z.array(z.string()).describe('the first people'),
      }),
    )
    .describe('access that is not granted although people match'),
  total: z.int(),
  given: z.int(),
  taken: z.int(),
  failed: z.int(),
  stuck: z.int(),
  waiting: z.int(),
};

/** A reconciliation in a list. */
export const reconciliationRow = z.object(run).meta({ id: 'ReconciliationRow' });

export const reconciliation = z.object({ ...run, items: z.array(item) }).meta({ id: 'Reconciliation' });

export const reconciliationStarted = z
  .object({ id: z.string() })
  .meta({ id: 'ReconciliationStarted', description: 'the header Location has the address of the result' });
