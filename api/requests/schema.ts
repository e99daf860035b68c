/** Schemas of requests. */
import { z } from 'zod';
import { REQUEST_KINDS, REQUEST_STATES, STAGE_STATES, VERDICTS } from '../../domain/state.ts';
import { instant } from '../http/common-schema.ts';
import { heldBefore } from '../http/held-before-schema.ts';

export const requestState = z.enum(REQUEST_STATES).meta({ id: 'RequestState' });

/** The entries of a stage that needs approvals from each of them. */
export const fromEach = z
  .object({
    count: z.int().describe('number of approvals from each entry'),
    entries: z.array(z.string()).describe('entries of the rule: user …, group …, manager, owner'),
  })
  .meta({ id: 'FromEach' });

const approver = z.object({
  email: z.string(),
  displayName: z.string().optional(),
  via: z.string().describe('the reason they approve: user, owner, manager, group …'),
});

const stage = z
  .object({
    name: z.string(),
    state: z.enum(STAGE_STATES),
    approvers: z.array(approver),
    require: z.int().describe('number of approvals required'),
    each: fromEach.optional(),
    openedAt: instant.optional(),
  })
  .meta({ id: 'RequestStage' });

const decision = z
  .object({
    stage: z.int(),
    decision: z.enum(['approve', 'deny']),
    by: z.string(),
    at: instant,
    channel: z.enum(['jira', 'api']),
    comment: z.string().optional(),
    inPlaceOf: z.string().optional().describe('the planned approver, if a delegate decided'),
  })
  .meta({ id: 'Decision' });

/** A request in a list. */
export const requestSummary = z
  .object({
    key: z.string(),
    issueId: z.string(),
    kind: z.enum(REQUEST_KINDS),
    requester: z.string().nullable(),
    subject: z.string().nullable(),
    application: z.string().nullable(),
    accessLevel: z.string().nullable(),
    state: requestState,
    reason: z.string().nullable().describe('one sentence with the reason of the state'),
    rule: z.string().nullable(),
    revision: z.int().nullable(),
    plan: z
      .string()
      .optional()
      .describe(
        'names the plan and the stage that a decision now is about; a decision sends it; absent if none is awaited',
      ),
    stages: z.array(stage),
    decisions: z.array(decision),
    grantId: z.string().nullable(),
    grantIds: z.array(z.string()),
    expiresAt: instant.nullable(),
    durationMs: z.int().nullable().optional().describe('duration from the grant; null: until it is revoked'),
    heldBefore: heldBefore.optional().describe('levels that the subject holds already, outside Leasehold'),
    justification: z.string().nullable(),
    workflowId: z.string(),
    runId: z.string(),
    version: z.int().optional().describe('version of the stored state; later ones are greater'),
    lastStep: z.string().optional().describe('Jira’s id of the last change on the issue that was acted on'),
    review: z
      .object({
        id: z.string(),
        dueAt: instant,
        reviewers: z.array(z.string()),
        verdict: z.enum(VERDICTS).nullable(),
      })
      .optional()
      .describe('the review after break glass'),
    createdAt: instant.optional(),
    updatedAt: instant.optional(),
  })
  .meta({ id: 'RequestSummary' });

/** One event of a request. */
const timelineEntry = z
  .object({
    at: instant,
    actor: z.string(),
    action: z.string(),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'TimelineEntry' });

/** A request with its timeline. */
export const request = requestSummary
  .extend({
    timeline: z.array(timelineEntry).describe('oldest first'),
    links: z.object({ jira: z.string(), temporal: z.string() }),
  })
  .meta({ id: 'Request' });
