/** Reconciliations of birthrights. */
import { z } from 'zod';
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
    rule: z.string().nullable().describe('which gives it; null of what is taken'),
    state: z
      .enum(['planned', 'waiting', 'done', 'failed', 'stuck'])
      .describe('planned: of a dry run, or held back; stuck: not confirmed yet, and tried until it is'),
    detail: z.string().nullable().describe('why it failed, is stuck or is held back'),
  })
  .meta({ id: 'ReconciliationItem' });

const run = {
  id: z.string(),
  state: z.enum(['planning', 'running', 'done', 'failed']),
  by: z.string().nullable().describe('null on its Schedule'),
  dryRun: z.boolean(),
  force: z.boolean(),
  restore: z.array(z.string()),
  createdAt: instant,
  finishedAt: instant.nullable(),
  detail: z.string().nullable().describe('why it failed: nothing was given or taken'),
  people: z.int().describe('how many the identity provider listed'),
  heldBack: z
    .array(
      z.object({
        role: z.string().nullable().describe('null: all of them together'),
        losing: z.int(),
        holders: z.int(),
        because: z.string(),
      }),
    )
    .describe('too many would lose it at once, so nobody does'),
  withheld: z
    .array(
      z.object({
        role: z.string(),
        application: z.string(),
        accessLevel: z.string(),
        because: z.string(),
        people: z.int(),
        subjects: z.array(z.string()).describe('the first of them'),
      }),
    )
    .describe('people match, and it is not given all the same'),
  total: z.int(),
  given: z.int(),
  taken: z.int(),
  failed: z.int(),
  stuck: z.int(),
  waiting: z.int(),
};

/** As a list shows it. */
export const reconciliationRow = z.object(run).meta({ id: 'ReconciliationRow' });

export const reconciliation = z.object({ ...run, items: z.array(item) }).meta({ id: 'Reconciliation' });

export const reconciliationStarted = z
  .object({ id: z.string() })
  .meta({ id: 'ReconciliationStarted', description: 'where to look is in Location' });
