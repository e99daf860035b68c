/** Configuration documents: documented by the schemas that validate them, and kept as they were sent. */
import { z } from 'zod';
import { applicationSchema } from '../../config/document/application-schema.ts';
import { ruleSchema } from '../../config/document/rule-schema.ts';
import { configurationSchema, portalSchema } from '../../config/document/schema.ts';
import { credentialReference } from '../../config/document/values.ts';
import { instant } from '../http/common-schema.ts';

/** A JSON object that is validated with the whole document, and documented as `schema` says. */
function documentedAs(schema: z.ZodType) {
  return z.record(z.string(), z.unknown()).meta({ documentAs: schema });
}

const shownCredential = z
  .string()
  .describe('env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown');

const sentCredential = z.union([
  z.string().describe('env:NAME, file:/path, or sealed:set to leave it as it is'),
  z
    .strictObject({ secret: z.string().min(1) })
    .describe('the secret itself: it is sealed before it is kept, and never sent back'),
]);

// Wherever a document has a credential.
z.globalRegistry.add<z.ZodType>(credentialReference, { documentAs: shownCredential });

const shownApplication = applicationSchema.meta({ id: 'Application' });
const sentApplication = applicationSchema
  .extend({ credentials: z.record(z.string(), sentCredential).optional() })
  .meta({ id: 'ApplicationToSave' });
const shownRule = ruleSchema.meta({ id: 'Rule' });
const shownPortal = portalSchema.meta({ id: 'Portal' });
const shownDocument = configurationSchema.meta({
  id: 'ConfigurationDocument',
  description: 'The content of leasehold.yaml. A credential may be sent as { "secret": "…" } too.',
});

/** An application as leasehold.yaml has it. */
export const application = documentedAs(shownApplication);
export const applicationToSave = documentedAs(sentApplication);
export const rule = documentedAs(shownRule);
export const portal = documentedAs(shownPortal);
/** Portal settings that are used as they come, not kept. */
export const validPortal = shownPortal;
export const configurationDocument = documentedAs(shownDocument);

/** Why it is changed: kept with the revision. */
export const note = z.string().trim().max(500).optional().describe('why; kept with the revision');

const revisionSummary = z.object({
  revision: z.int(),
  author: z.string(),
  note: z.string().nullable(),
  createdAt: instant,
});

export const revisionInList = revisionSummary.meta({ id: 'RevisionSummary' });

const difference = z
  .object({
    path: z.string().describe('rules[okta-admin].duration.max: entries by their key or name where they have one'),
    kind: z.enum(['added', 'removed', 'changed', 'moved']),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'Difference' });

export const revision = revisionSummary
  .extend({ document: configurationDocument, differences: z.array(difference).describe('from the revision before') })
  .meta({ id: 'Revision' });

export const revisionDiff = z.object({ from: z.int(), to: z.int(), differences: z.array(difference) });

/** A change that waits for a second person, or did. */
export const pendingChange = z
  .object({
    id: z.string(),
    state: z.enum(['pending', 'approved', 'rejected', 'withdrawn']),
    what: z.string(),
    author: z.string(),
    note: z.string().nullable(),
    createdAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    comment: z.string().nullable(),
    savedRevision: z.int().nullable().describe('the revision that its approval made'),
  })
  .meta({ id: 'ConfigurationChange' });

export const pendingChangeInFull = pendingChange
  .extend({
    differences: z.array(difference).describe('what it would change now; empty once it is decided'),
    fresh: z.boolean().describe('false when what it changes was changed meanwhile, so that it can only be rejected'),
    mine: z.boolean().describe('whether the caller is behind it, and so may not approve it'),
  })
  .meta({ id: 'ConfigurationChangeInFull' });

const configurationProblem = z.object({ path: z.string(), message: z.string() });

export const configurationCheck = z
  .object({
    ok: z.boolean(),
    problems: z.array(configurationProblem),
    warnings: z.array(configurationProblem).describe('what works, but will surprise somebody'),
  })
  .meta({ id: 'ConfigurationCheck' });
