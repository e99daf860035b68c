/** The description of a connector, for setting up an application. */
import { z } from 'zod';
import { CONNECTOR_KINDS } from '../../connectors/systems.ts';

const choices = z.array(z.string()).optional().describe('all possible values; the first is the default');

const field = z
  .object({
    name: z.string(),
    places: z
      .array(z.enum(['credentials', 'settings']))
      .describe('the possible members of an application, the preferred one first'),
    label: z.string(),
    help: z.string().describe('explanation, and where to find or create the value'),
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
    moreParameters: z.boolean().optional().describe('whether other parameters are accepted'),
  })
  .meta({ id: 'ConnectorEntitlementType' });

export const connector = z
  .object({
    kind: z.enum(CONNECTOR_KINDS).describe('value of `connector` in an application'),
    name: z.string(),
    url: z.object({
      label: z.string(),
      help: z.string(),
      example: z.string(),
      usual: z.string().optional().describe('the default address'),
    }),
    fields: z.array(field).describe('fields for every authentication method'),
    signIn: z
      .array(z.object({ label: z.string(), help: z.string(), fields: z.array(field) }))
      .describe('authentication methods, of which one is needed'),
    entitlementTypes: z.array(entitlementType),
    can: z.object({
      suspend: z.boolean(),
      endSessions: z.boolean(),
      profile: z.boolean().describe('whether it can be the identity provider'),
      listSubjects: z.boolean().describe('whether it can list all people, which birthrights need'),
    }),
    accountsOf: z.string().optional().describe('the system whose account ids it shares'),
  })
  .meta({ id: 'Connector' });
