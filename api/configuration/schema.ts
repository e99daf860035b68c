/** Schemas of configuration documents. The document shows the validating schemas; handlers get the body as sent. */
import { z } from 'zod';
import { applicationSchema } from '../../config/document/application-schema.ts';
import { ruleSchema } from '../../config/document/rule-schema.ts';
import { configurationSchema, portalSchema } from '../../config/document/schema.ts';
import { credentialReference } from '../../config/document/values.ts';
import { CHANGE_STATES } from '../../domain/state.ts';
import { instant } from '../http/common-schema.ts';

/** A JSON object that is validated with the whole document, and documented by `schema`. */
function documentedAs(schema: z.ZodType) {
  return z.record(z.string(), z.unknown()).meta({ documentAs: schema });
}

const shownCredential = z
  .string()
  .describe('env:NAME, file:/path, or sealed:set for a stored secret, which is never returned');

const sentCredential = z.union([
  z.string().describe('env:NAME, file:/path, or sealed:set to keep the stored secret'),
  z
    .strictObject({ secret: z.string().min(1) })
    .describe('the secret itself; it is encrypted before it is stored and never returned'),
]);

// Applies to every credential of a document.
z.globalRegistry.add<z.ZodType>(credentialReference, { documentAs: shownCredential });

const shownApplication = applicationSchema.meta({ id: 'Application' });
const sentApplication = applicationSchema
  .extend({ credentials: z.record(z.string(), sentCredential).optional() })
  .meta({ id: 'ApplicationToSave' });
const shownRule = ruleSchema.meta({ id: 'Rule' });
const shownPortal = portalSchema.meta({ id: 'Portal' });
const shownDocument = configurationSchema.meta({
  id: 'ConfigurationDocument',
  description: 'The content of leasehold.yaml. A credential may also be sent as { "secret": "…" }.',
});

/** An application in the format of leasehold.yaml. */
export const application = documentedAs(shownApplication);
export const applicationToSave = documentedAs(sentApplication);
export const rule = documentedAs(shownRule);
export const portal = documentedAs(shownPortal);
/** Portal settings for a check; they are not stored. */
export const validPortal = shownPortal;
export const configurationDocument = documentedAs(shownDocument);

/** The reason of a change, kept with the revision. */
export const note = z.string().trim().max(500).optional().describe('reason of the change, kept with the revision');

const revisionSummary = z.object({
  revision: z.int(),
  author: z.string(),
  note: z.string().nullable(),
  createdAt: instant,
});

export const revisionInList = revisionSummary.meta({ id: 'RevisionSummary' });

const difference = z
  .object({
    path: z
      .string()
      .describe('for example rules[okta-admin].duration.max; entries are identified by key or name if they have one'),
    kind: z.enum(['added', 'removed', 'changed', 'moved']),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'Difference' });

export const revision = revisionSummary
  .extend({
    document: configurationDocument,
    differences: z.array(difference).describe('differences from the previous revision'),
  })
  .meta({ id: 'Revision' });

export const revisionDiff = z.object({ from: z.int(), to: z.int(), differences: z.array(difference) });

/** A change that needs a second person. */
export const pendingChange = z
  .object({
    id: z.string(),
    state: z.enum(CHANGE_STATES),
    what: z.string(),
    author: z.string(),
    note: z.string().nullable(),
    createdAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    comment: z.string().nullable(),
    savedRevision: z.int().nullable().describe('revision created by the approval'),
  })
  .meta({ id: 'ConfigurationChange' });

export const pendingChangeInFull = pendingChange
  .extend({
    differences: z.array(difference).describe('current differences; empty after a decision'),
    fresh: z.boolean().describe('false if the target has changed, so that the change can only be rejected'),
    mine: z.boolean().describe('whether the caller made the change and so may not approve it'),
  })
  .meta({ id: 'ConfigurationChangeInFull' });

const configurationProblem = z.object({ path: z.string(), message: z.string() });

export const configurationCheck = z
  .object({
    ok: z.boolean(),
    problems: z.array(configurationProblem),
    warnings: z.array(configurationProblem).describe('valid settings with unexpected effects'),
  })
  .meta({ id: 'ConfigurationCheck' });
