/** What a connector says about itself, for whoever sets an application up. */
import { z } from 'zod';
import { CONNECTOR_KINDS } from '../../connectors/systems.ts';

const choices = z
  .array(z.string())
  .optional()
  .describe('all values that there are; the first is meant when none is given');

const field = z
  .object({
    name: z.string(),
    places: z
      .array(z.enum(['credentials', 'settings']))
      .describe('where the application may have it, the usual place first'),
    label: z.string(),
    help: z.string().describe('what it is, and where to find or make it'),
    example: z.string().optional(),
    needed: z.boolean(),
    secret: z.boolean(),
    multiline: z.boolean().optional(),
    choices,
  })
  .meta({ id: 'ConnectorField' });

const entitlementType = z
  .object({
    type: z.string(),
    label: z.string(),
    parameters: z.array(z.object({ name: z.string(), label: z.string(), needed: z.boolean(), choices })),
    moreParameters: z.boolean().optional().describe('whether others are taken too'),
  })
  .meta({ id: 'ConnectorEntitlementType' });

export const connector = z
  .object({
    kind: z.enum(CONNECTOR_KINDS).describe('as `connector` of an application'),
    name: z.string(),
    url: z.object({
      label: z.string(),
      help: z.string(),
      example: z.string(),
      usual: z.string().optional().describe('the address that most have'),
    }),
    fields: z.array(field).describe('whatever the way to sign in'),
    signIn: z
      .array(z.object({ label: z.string(), help: z.string(), fields: z.array(field) }))
      .describe('ways to sign in: one is enough'),
    entitlementTypes: z.array(entitlementType),
    can: z.object({
      suspend: z.boolean(),
      endSessions: z.boolean(),
      profile: z.boolean().describe('can be the identity provider'),
      listSubjects: z.boolean().describe('lists everybody, as birthrights need it'),
    }),
    accountsOf: z.string().optional().describe('the system whose account ids people have here too'),
  })
  .meta({ id: 'Connector' });
