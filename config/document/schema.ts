/**
 * `leasehold.yaml`, version 1: validates the document and turns it into the types of `domain/policy.ts`.
 * Every field's meaning and unit is in docs/configuration.md. Unknown keys are errors: a misspelt `approvall`
 * must never silently mean "approved at once".
 */

import { z } from 'zod';
import { systemOf } from '../../connectors/systems.ts';
import { isPlainName } from '../../domain/people.ts';
import { DEFAULT_BIRTHRIGHT_GUARD } from '../../domain/planning/birthright-guard.ts';
import { type Policy, STATUS_STATES } from '../../domain/policy.ts';
import { SCHEDULE_NAMES } from '../../domain/schedules.ts';
import { NOTIFICATION_FILTERS } from '../../domain/telling/notification-events.ts';
import { applicationSchema } from './application-schema.ts';
import { didYouMean } from './check/did-you-mean.ts';
import { approverRef, attributeCondition, ruleSchema, stage } from './rule-schema.ts';
import { address, credentialReference, duration, email, instant, key, LOOKS_ALIKE, share, text } from './values.ts';

const statusNames = z.array(text).min(1);

export const portalSchema = z.strictObject({
  project: text,
  since: instant.optional(),
  requestTypes: z.strictObject({ access: text, removal: text.optional(), change: text.optional() }),
  fields: z.strictObject({
    application: text,
    accessType: text,
    approver: text.optional(),
    duration: text.optional(),
    justification: text.optional(),
    subject: text.optional(),
    startAt: text.optional(),
    breakGlass: text.optional(),
  }),
  statuses: z.partialRecord(z.enum(STATUS_STATES), statusNames),
});

const levelRef = z.strictObject({ application: key, accessLevel: text });

const jira = z.strictObject({
  url: address,
  email,
  apiToken: credentialReference,
  webhookSecret: credentialReference,
});

// A misspelt event would silently never be sent.
const events = z
  .array(
    z.enum(NOTIFICATION_FILTERS, {
      error: ({ input }) => `there is no event "${input}"${didYouMean(String(input), NOTIFICATION_FILTERS)}`,
    }),
  )
  .optional();
const notification = z.union([
  z.strictObject({ slack: credentialReference, events }),
  z.strictObject({ webhook: address, secret: credentialReference, events }),
]);

const auth = z.strictObject({
  oidc: z.strictObject({
    issuer: address,
    clientId: text,
    clientSecret: credentialReference.optional(),
    scopes: z.array(text).optional(),
    roleClaims: z.record(
      z.string(),
      z.record(z.string(), z.enum(['admin', 'operator', 'auditor', 'owner', 'approver'])),
    ),
  }),
  // How long a session lasts: without activity, and in total.
  session: z.strictObject({ idle: duration.optional(), max: duration.optional() }).optional(),
});

const birthrightGuard = z.strictObject({
  share: share.default(DEFAULT_BIRTHRIGHT_GUARD.share),
  atLeast: z.int().min(1).default(DEFAULT_BIRTHRIGHT_GUARD.atLeast),
});

/** The interval of scheduled work. Temporal takes no interval below a second. */
const schedules = z
  .partialRecord(
    z.enum(SCHEDULE_NAMES),
    duration.refine((ms) => ms >= 1_000, 'must be at least 1s'),
  )
  .default({});

/** The whole document. Its output is the validated, transformed configuration. */
export const configurationSchema = z
  .strictObject({
    version: z.literal(1, 'must be 1'),
    jira,
    portal: portalSchema,
    applications: z.array(applicationSchema).default([]),
    rules: z.array(ruleSchema).default([]),
    identityProvider: key.optional(),
    identities: z
      .array(
        z
          .object({ email, jira: text.optional() })
          .catchall(z.string().refine(isPlainName, LOOKS_ALIKE))
          .transform(({ email: address_, jira: account, ...logins }) => ({ email: address_, jira: account, logins })),
      )
      .default([]),
    roles: z
      .array(
        z.strictObject({
          key,
          name: text,
          includes: z.array(levelRef).min(1),
          birthright: z
            .record(z.string(), attributeCondition)
            .refine(
              (conditions) => Object.keys(conditions).length > 0,
              'must name at least one attribute; to match everyone, use a group of all people',
            )
            .optional(),
        }),
      )
      .default([]),
    notifications: z.array(notification).default([]),
    auth: auth.optional(),
    separationOfDuties: z
      .array(
        z.strictObject({
          name: text,
          conflicting: z.array(levelRef).min(2, 'must name at least two levels'),
          effect: z.union([z.literal('deny'), z.strictObject({ stages: z.array(stage).min(1) })]),
        }),
      )
      .default([]),
    admins: z.array(z.union([approverRef, email.transform((user) => ({ user }))])).default([]),
    delegates: z
      .array(
        z
          .strictObject({ from: email, to: email, start: instant, end: instant })
          .refine((value) => !(Date.parse(value.start) >= Date.parse(value.end)), 'must start before it ends'),
      )
      .default([]),
    changeControl: z.enum(['secondPerson']).optional(),
    schedules,
    birthrightGuard: birthrightGuard.optional(),
    maxStartAhead: duration.optional(),
  })
  .transform(
    ({
      portal,
      applications,
      rules,
      identityProvider,
      identities,
      roles,
      separationOfDuties,
      admins,
      delegates,
      birthrightGuard: guard,
      maxStartAhead,
      ...rest
    }) => {
      const policy: Policy = {
        portal,
        applications: applications.map((each) => ({ ...each, accountsOf: systemOf(each.connector)?.accountsOf })),
        rules,
        identityProvider,
        identities,
        roles,
        separationOfDuties,
        admins,
        delegates,
        birthrightGuard: guard,
        maxStartAheadMs: maxStartAhead,
      };
      return { ...rest, policy };
    },
  );

/** A valid configuration: the decisions (`policy`), and how to reach Jira, people and sign-in. */
export type Configuration = z.output<typeof configurationSchema>;

export type NotificationTarget = Configuration['notifications'][number];
