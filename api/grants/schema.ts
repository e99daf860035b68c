/** Schemas of grants, leases and revocations. */
import { z } from 'zod';
import {
  GRANT_STATES,
  LEASE_ENDS,
  LEASE_STATES,
  REVOCATION_ITEM_STATES,
  REVOCATION_PART_STATES,
  REVOCATION_PARTS,
  REVOCATION_STATES,
} from '../../domain/state.ts';
import { instant } from '../http/common-schema.ts';

export const grantState = z.enum(GRANT_STATES);

const entitlement = z
  .object({
    type: z.string(),
    id: z.string().optional(),
    name: z.string().optional(),
    parameters: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'GrantedEntitlement' });

const lease = z
  .object({
    id: z.string(),
    grantId: z.string(),
    requestKey: z.string().describe('an issue key, or birthright/<role>/<e-mail>'),
    state: z.enum(LEASE_STATES),
    entitlements: z.array(entitlement),
    rule: z.string(),
    revision: z.int(),
    durationMs: z.int().nullable(),
    maxDurationMs: z.int().nullable(),
    startedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    endedAt: instant.nullable(),
    endReason: z.enum(LEASE_ENDS).nullable(),
    endedBy: z.string().nullable(),
    endedBecause: z.string().nullable().optional().describe('the reason of the end; empty if none was given'),
  })
  .meta({ id: 'Lease' });

/** A grant: person, access level, period and requests. */
export const grant = z
  .object({
    id: z.string().describe('<application>/<subject>/<access level>'),
    application: z.string(),
    subject: z.string(),
    accessLevel: z.string(),
    state: grantState,
    since: instant.nullable(),
    expiresAt: instant.nullable().describe('null if a lease lasts until it is revoked'),
    leases: z.array(lease),
  })
  .meta({ id: 'Grant' });

/** A revocation and its progress. */
export const revocation = z
  .object({
    id: z.string(),
    state: z.enum(REVOCATION_STATES),
    reason: z.string(),
    by: z.string(),
    suspendSubject: z.string().nullable(),
    createdAt: instant,
    total: z.int(),
    revoked: z.int(),
    failed: z.int(),
    items: z.array(
      z.object({
        grantId: z.string(),
        state: z.enum(REVOCATION_ITEM_STATES),
        detail: z.string().nullable(),
      }),
    ),
    parts: z
      .array(
        z.object({
          part: z.enum(REVOCATION_PARTS),
          state: z.enum(REVOCATION_PART_STATES),
          detail: z.string().nullable().describe('why it could not be done'),
        }),
      )
      .describe('the account of the person to suspend; empty if nobody is'),
  })
  .meta({ id: 'Revocation' });

/** The grants that a revocation would end. */
export const revocationPlan = z.object({ total: z.int(), items: z.array(grant) }).meta({ id: 'RevocationPlan' });

/** A started revocation, which continues on its own. */
export const revocationStarted = z.object({ id: z.string(), total: z.int() }).meta({ id: 'RevocationStarted' });
