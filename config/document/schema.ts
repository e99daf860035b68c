/**
 * `leasehold.yaml`, version 1: validates the document and turns it into the types of `domain/policy.ts`.
 * Every field's meaning and unit is in docs/configuration.md. Unknown keys are errors: a misspelt `approvall`
 * must never silently mean "approved at once".
 */
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { DEFAULT_BIRTHRIGHT_GUARD } from '../../domain/planning/birthright-guard.ts';
import { type ApproverRef, CONNECTOR_KINDS, type Policy, STATUS_STATES, type Stage } from '../../domain/policy.ts';
import { SCHEDULE_NAMES } from '../../domain/schedules.ts';

const text = z.string().trim().min(1, 'must not be empty');
const key = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]*$/i,
    'must be letters, digits, dots, dashes or underscores, starting with a letter or digit',
  );
const email = z.email('must be an e-mail address').transform(normalizeEmail);

const duration = z
  .union([z.string(), z.number()], 'must be a duration like 90s, 15m, 8h, 7d or P30D')
  .transform((value, context) => {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    if (ms !== undefined) return ms;
    context.addIssue(`"${value}" is not a duration; write it like 90s, 15m, 8h, 7d or P30D`);
    return z.NEVER;
  });

/** A reference to a credential, never the credential itself. */
export const credentialReference = z
  .string()
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|sealed:(?!set$).+)$/,
    'must be env:NAME, file:/path or sealed:…, never the secret itself',
  );

const address = z.url('must be an address like https://acme.okta.com').superRefine((value, context) => {
  if (!URL.canParse(value)) return;
  const url = new URL(value);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    context.addIssue('must be https:// (http:// is accepted on loopback only)');
  }
});

const approverRef = z.union(
  [
    z.strictObject({ user: email }),
    z.strictObject({
      group: z.string().regex(/^[a-z0-9._-]+:.+$/i, 'must be system:name, for example okta:Security-Approvers'),
    }),
    z.strictObject({ manager: z.literal(true) }),
    z.strictObject({ owner: z.literal(true) }),
  ],
  'must be one of { user: e-mail }, { group: system:name }, { manager: true }, { owner: true }',
) satisfies z.ZodType<ApproverRef>;

const stage = z
  .strictObject({
    name: text.optional(),
    approvers: z.array(approverRef).min(1, 'must name at least one approver'),
    require: z.union([z.int().min(1), z.literal('all')], 'must be a number from 1, or all').default(1),
    denials: z.int().min(1).default(1),
    fallback: z.array(approverRef).default([]),
    remindAfter: duration.optional(),
    escalateAfter: duration.optional(),
    escalateTo: z.array(approverRef).default([]),
    declineAfter: duration.optional(),
    allowRepeatApprovers: z.boolean().default(false),
    reassignTo: z.array(approverRef).optional(),
  })
  .transform(
    ({ remindAfter, escalateAfter, declineAfter, ...rest }): Stage => ({
      ...rest,
      remindAfterMs: remindAfter,
      escalateAfterMs: escalateAfter,
      declineAfterMs: declineAfter,
    }),
  );

/** Text, or a number or yes and no, which YAML does not take for text: profile attributes are compared as text. */
const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const words = z.union([word.transform((value) => [value]), z.array(word).min(1, 'must name at least one value')]);
const CONDITION = 'must be a value, a list of values, or { oneOf: values, not: values }';
const attributeCondition = z.union(
  [
    words.transform((oneOf) => ({ oneOf })),
    z
      .strictObject({ oneOf: words.optional(), not: words.optional() })
      .refine((value) => value.oneOf !== undefined || value.not !== undefined, CONDITION),
  ],
  CONDITION,
);

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00');
const closingTime = z.union([clockTime, z.literal('24:00')], 'must be a time like 17:00, at most 24:00');
const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be a time zone like Europe/Berlin');
const timeWindow = z
  .strictObject({
    days: z
      .array(z.enum(DAYS, `must be one of ${DAYS.join(', ')}`))
      .min(1)
      .default(['mon', 'tue', 'wed', 'thu', 'fri']),
    from: clockTime,
    to: closingTime,
    timeZone,
  })
  .refine(
    ({ from, to }) => from !== to,
    'opens and closes at the same time, so it is never open; write from 00:00 to 24:00 for the whole day',
  )
  .transform(({ days, ...rest }) => ({ ...rest, days: days.map((day) => DAYS.indexOf(day)) }));

const requestCondition = z
  .strictObject({
    durationLongerThan: duration.optional(),
    permanent: z.boolean().optional(),
    within: timeWindow.optional(),
    outside: timeWindow.optional(),
  })
  .transform(({ durationLongerThan, ...rest }) => ({ ...rest, durationLongerThanMs: durationLongerThan }));

const conditions = z
  .object({ request: requestCondition.optional() })
  .catchall(attributeCondition)
  .transform(({ request, ...subject }) => ({ request, subject }));

/** One rule; exported for the check of what shadows what. */
export const ruleSchema = z
  .strictObject({
    key,
    application: key,
    accessLevel: text,
    when: conditions.optional(),
    approval: z
      .strictObject({
        stages: z.array(stage).min(1, 'must have at least one stage; leave approval out to approve at once'),
      })
      .optional(),
    selfApproval: z.boolean().default(false),
    justification: z.enum(['required', 'optional']).default('optional'),
    duration: z
      .strictObject({
        default: duration.optional(),
        max: duration.optional(),
        permanent: z.union([z.enum(['forbid', 'allow']), z.strictObject({ stages: z.array(stage).min(1) })]).optional(),
      })
      .optional(),
    remindBeforeExpiry: z.array(duration).default([]),
    active: z.boolean().default(true),
    breakGlass: z
      .strictObject({ who: z.array(approverRef).min(1), max: duration, reviewWithin: duration })
      .transform(({ who, max, reviewWithin }) => ({ who, maxMs: max, reviewWithinMs: reviewWithin }))
      .optional(),
  })
  .transform(({ approval, duration: time, remindBeforeExpiry, ...rest }) => ({
    ...rest,
    stages: approval?.stages ?? [],
    duration:
      time === undefined
        ? undefined
        : {
            defaultMs: time.default ?? time.max,
            maxMs: time.max,
            permanent: time.permanent ?? (time.max === undefined ? 'allow' : 'forbid'),
          },
    remindBeforeExpiryMs: remindBeforeExpiry,
  }));

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

export const application = z.strictObject({
  key,
  name: text,
  connector: z.enum(CONNECTOR_KINDS, `must be one of ${CONNECTOR_KINDS.join(', ')}`),
  url: address,
  credentials: z.record(z.string(), credentialReference).default({}),
  owner: email.optional(),
  accessLevels: z.array(accessLevel).default([]),
  requestsPerSecond: z.number().positive().optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
});

const statusNames = z.array(text).min(1);
export const portal = z.strictObject({
  project: text,
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

const notification = z.union([
  z.strictObject({ slack: credentialReference, events: z.array(text).optional() }),
  z.strictObject({ webhook: address, secret: credentialReference, events: z.array(text).optional() }),
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
  // How long somebody stays signed in: without doing anything, and at all.
  session: z.strictObject({ idle: duration.optional(), max: duration.optional() }).optional(),
});

const instant = z.iso.datetime({ offset: true, error: 'must be an instant like 2026-12-24T00:00:00Z' });

/** `20%` or a number from 0 to 100, as a share from 0 to 1. */
const share = z.union([z.string(), z.number()]).transform((value, context) => {
  const percent =
    typeof value === 'number' ? value : Number(/^(\d+(?:\.\d+)?)\s*%$/.exec(value.trim())?.[1] ?? Number.NaN);
  if (percent >= 0 && percent <= 100) return percent / 100;
  context.addIssue(`"${value}" is not a share; write it like 20%`);
  return z.NEVER;
});
const birthrightGuard = z.strictObject({
  share: share.default(DEFAULT_BIRTHRIGHT_GUARD.share),
  atLeast: z.int().min(1).default(DEFAULT_BIRTHRIGHT_GUARD.atLeast),
});

/** How often what runs by itself runs. Temporal takes no interval below a second. */
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
    portal,
    applications: z.array(application).default([]),
    rules: z.array(ruleSchema).default([]),
    identityProvider: key.optional(),
    identities: z
      .array(
        z
          .object({ email, jira: text.optional() })
          .catchall(z.string())
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
              'must name at least one attribute; for everybody use a group that all are in',
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
  })
  .transform(
    ({
      portal: portal_,
      applications,
      rules,
      identityProvider,
      identities,
      roles,
      separationOfDuties,
      admins,
      delegates,
      birthrightGuard: guard,
      ...rest
    }) => {
      const policy: Policy = {
        portal: portal_,
        applications,
        rules,
        identityProvider,
        identities,
        roles,
        separationOfDuties,
        admins,
        delegates,
        birthrightGuard: guard,
      };
      return { ...rest, policy };
    },
  );

/** A valid configuration: who decides about what (`policy`), and how to reach Jira, people and sign-in. */
export type Configuration = z.output<typeof configurationSchema>;
export type NotificationTarget = Configuration['notifications'][number];
