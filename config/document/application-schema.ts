/** Applications of `leasehold.yaml`, with their access levels. */
import { z } from 'zod';
import { CONNECTOR_KINDS } from '../../connectors/systems.ts';
import { address, credentialReference, email, key, text } from './values.ts';

const entitlement = z
  .strictObject({
    type: text,
    id: text.optional(),
    name: text.optional(),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  })
  .refine((value) => (value.id === undefined) !== (value.name === undefined), 'needs either an id or a name');

const accessLevel = z.strictObject({
  name: text,
  entitlements: z.array(entitlement).min(1, 'must name at least one entitlement'),
});

export const applicationSchema = z.strictObject({
  // Its task queue would be the one of the keeper of leases.
  key: key.refine((value) => value !== 'keeper', 'is a name of Leasehold itself; choose another'),
  name: text,
  connector: z.enum(CONNECTOR_KINDS, `must be one of ${CONNECTOR_KINDS.join(', ')}`),
  url: address,
  credentials: z.record(z.string(), credentialReference).default({}),
  owner: email.optional(),
  heldBefore: z.enum(['keep', 'take'], 'must be keep or take').optional(),
  accessLevels: z.array(accessLevel).default([]),
  requestsPerSecond: z.number().positive().optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
});
