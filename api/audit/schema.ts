/** Rows of the audit trail. */
import { z } from 'zod';
import { didYouMean } from '../../config/document/check/did-you-mean.ts';
import { AUDIT_ACTION_NAMES } from '../../domain/ledger/audit-actions.ts';

/** A filter by action. Unknown actions are refused, because a misspelt one would silently find nothing. */
export const auditAction = z
  .enum(AUDIT_ACTION_NAMES, {
    error: ({ input }) => `there is no action "${input}"${didYouMean(String(input), AUDIT_ACTION_NAMES)}`,
  })
  .meta({ id: 'AuditAction' });

export const auditRow = z
  .object({
    seq: z.int(),
    key: z.string(),
    at: z.string().describe('ISO 8601, exactly as hashed'),
    actor: z.string(),
    action: z.string().describe('an AuditAction, or an action of another version of Leasehold'),
    subject: z.string().optional(),
    application: z.string().optional(),
    accessLevel: z.string().optional(),
    reason: z.string().optional(),
    rule: z.string().optional(),
    revision: z.int().optional(),
    requestKey: z.string().optional(),
    workflowId: z.string().optional(),
    runId: z.string().optional(),
    providerRequestId: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditRow' });

export const auditVerification = z
  .object({
    ok: z.boolean(),
    rows: z.int(),
    brokenAt: z.int().nullable().describe('the first row whose hash or link is broken'),
    detail: z.string(),
  })
  .meta({ id: 'AuditVerification' });
