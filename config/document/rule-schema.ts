/** Rules of `leasehold.yaml`: conditions, approvers and duration. */

import { z } from 'zod';
import { GROUP_REF } from '../../domain/group-ref.ts';
import type { ApproverRef, Stage } from '../../domain/policy.ts';
import { duration, email, key, text } from './values.ts';

export const approverRef = z.union(
  [
    z.strictObject({ user: email }),
    z.strictObject({
      group: z.string().regex(GROUP_REF, 'must be system:name, for example okta:Security-Approvers'),
    }),
    z.strictObject({ manager: z.literal(true) }),
    z.strictObject({ owner: z.literal(true) }),
  ],
  'must be one of { user: e-mail }, { group: system:name }, { manager: true }, { owner: true }',
) satisfies z.ZodType<ApproverRef>;

export const stage = z
  .strictObject({
    name: text.optional(),
    approvers: z.array(approverRef).min(1, 'must name at least one approver'),
    require: z
      .union(
        [z.int().min(1), z.literal('all'), z.strictObject({ each: z.int().min(1) })],
        'must be a number from 1, all, or { each: 1 } for one from each approver entry',
      )
      .default(1),
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

/** Text, or a number or a Boolean, which YAML does not read as text: profile attributes are compared as text. */
const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const words = z.union([word.transform((value) => [value]), z.array(word).min(1, 'must name at least one value')]);

const CONDITION = 'must be a value, a list of values, or { oneOf: values, not: values }';

export const attributeCondition = z.union(
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

/** One rule; exported for the check of shadowed rules. */
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
      .strictObject({
        who: z.array(approverRef).min(1),
        onBehalf: z.boolean().optional(),
        max: duration,
        reviewWithin: duration,
      })
      .transform(({ max, reviewWithin, ...rest }) => ({ ...rest, maxMs: max, reviewWithinMs: reviewWithin }))
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
