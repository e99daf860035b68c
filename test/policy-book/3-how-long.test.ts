/** Chapter 3: the duration of access: as requested, or the rule's default, never more than the rule's max. */
import { expiryOf, extend } from '../../domain/ledger/lease.ts';
import type { Lease } from '../../domain/ledger/records.ts';
import { asking, company, decide, table } from './book.ts';

/** A rule that asks the lead; a permanent request gets more stages. */
const giving = (duration: string | undefined) =>
  company(`rules: [{ key: rule, application: okta, accessLevel: Admin,
    approval: { stages: [{ approvers: [{ user: lead@acme.test }] }] } ${duration ? `, duration: { ${duration} }` : ''} }]`);

table(
  'default, max and permanent access',
  `
| a rule that gives                            | asked for     | comes to                                              |
|                                              |               | rule: asks lead, until revoked                        |
|                                              | 8h            | rule: asks lead, for 8 hours                          |
|                                              | permanent     | rule: asks lead, until revoked                        |
| default: 8h                                  |               | rule: asks lead, for 8 hours                          |
| default: 8h                                  | 90d           | rule: asks lead, for 90 days                          |
| default: 8h                                  | permanent     | rule: asks lead, until revoked                        |
| max: 30d                                     |               | rule: asks lead, for 30 days                          |
| default: 8h, max: 30d                        |               | rule: asks lead, for 8 hours                          |
| default: 8h, max: 30d                        | 30d           | rule: asks lead, for 30 days                          |
| default: 8h, max: 30d                        | 31d           | rule: asks lead, for 30 days, not 31 days             |
| default: 8h, max: 30d                        | P30D          | rule: asks lead, for 30 days                          |
| default: 8h, max: 30d                        | PT90M         | rule: asks lead, for 1 hour 30 minutes                |
| default: 8h, max: 30d                        | until revoked | declined: permanent forbidden                         |
| default: 8h, max: 30d, permanent: allow      | permanent     | rule: asks lead, until revoked                        |
| default: 8h, max: 30d, permanent: allow      | 60d           | rule: asks lead, for 30 days, not 60 days             |
| default: 8h, permanent: forbid               | permanent     | declined: permanent forbidden                         |
| default: 8h, permanent: forbid               | 900d          | rule: asks lead, for 900 days                         |
| permanent: forbid                            |               | declined: permanent forbidden                         |
| max: 30d, permanent: { stages: [{ approvers: [{ user: ciso@acme.test }] }] } | permanent | rule: asks lead, then ciso, until revoked |
| max: 30d, permanent: { stages: [{ approvers: [{ user: ciso@acme.test }] }] } | 30d       | rule: asks lead, for 30 days        |
| max: 30d, permanent: { stages: [{ approvers: [{ user: ciso@acme.test }] }] } |           | rule: asks lead, for 30 days        |
| permanent: { stages: [{ approvers: [{ user: ciso@acme.test }, { user: cto@acme.test }], require: 2 }] } |  | rule: asks lead, then 2 of ciso or cto, until revoked |
| max: 30d                                     | soon          | declined: unreadable duration                         |
| max: 30d                                     | 0h            | declined: unreadable duration                         |
| max: 30d                                     | -1d           | declined: unreadable duration                         |
| max: 30d                                     | 11000d        | declined: unreadable duration                         |
`,
  (row) => decide(giving(row['a rule that gives']), { ask: asking({ duration: row['asked for'] }) }),
);

const HOUR = 3_600_000;
const START = '2026-06-01T00:00:00.000Z';

table(
  'an extension counts from now, within the max counted from the start',
  `
| given for | at most | after | longer by | it                                                                                    |
| 8h        | 24h     | 4h    | 8h        | ends after 12 hours                                                                   |
| 8h        | 24h     | 7h    | 17h       | ends after 24 hours                                                                   |
| 8h        | 24h     | 7h    | 18h       | The rule allows at most 1 day, until 2026-06-02T00:00:00.000Z; raise a new request for more. |
| 8h        | 8h      | 1h    | 8h        | The rule allows at most 8 hours, until 2026-06-01T08:00:00.000Z; raise a new request for more. |
| 8h        |         | 4h    | 2400h     | ends after 2404 hours                                                                 |
| 8h        | 24h     | 1h    | 2h        | It lasts until 2026-06-01T08:00:00.000Z already, which is longer than asked for.      |
| 8h        | 24h     | 8h    | 2h        | This access is over; raise a new request.                                             |
|           | 24h     | 4h    | 8h        | This access lasts until it is revoked; there is nothing to extend.                    |
`,
  (row) => {
    const ms = (cell: string | undefined): number | null => (cell ? Number.parseInt(cell, 10) * HOUR : null);
    const lease: Lease = {
      id: 'ACCESS-1/1.1',
      grantId: 'okta/alice@acme.test/Admin',
      requestKey: 'ACCESS-1',
      state: 'live',
      entitlements: [],
      rule: 'rule',
      revision: 1,
      durationMs: ms(row['given for']),
      maxDurationMs: ms(row['at most']),
      startedAt: START,
      expiresAt: expiryOf(START, ms(row['given for'])),
      endedAt: null,
      endReason: null,
      endedBy: null,
    };
    const now = new Date(Date.parse(START) + (ms(row.after) ?? 0)).toISOString();
    const extension = extend(lease, ms(row['longer by']) ?? 0, now);
    if (extension.outcome === 'refused') return extension.sentence;
    return `ends after ${(Date.parse(extension.expiresAt) - Date.parse(START)) / HOUR} hours`;
  },
);

const REMINDING = company(`
rules:
  - { key: rule, application: okta, accessLevel: Admin, duration: { default: 8h, max: 30d }, remindBeforeExpiry: [1h, 1d, 7d] }
`);

table(
  'what an edge of time does to a later start',
  `
| asked start                   | comes to                                          |
| 2026-06-03T10:00:00Z          | rule: at once, for 8 hours                        |
| 2026-06-03T10:00:01Z          | rule: at once, for 8 hours, from 2026-06-03T10:00 |
| 2026-01-01T00:00:00Z          | rule: at once, for 8 hours                        |
| 2026-06-24T09:00:00.000+0100  | rule: at once, for 8 hours, from 2026-06-24T08:00 |
| 2026-06-24 09:00 +01:00       | rule: at once, for 8 hours, from 2026-06-24T08:00 |
| 2026-06-24                    | rule: at once, for 8 hours, from 2026-06-24T00:00 |
| 2026-09-01                    | rule: at once, for 8 hours, from 2026-09-01T00:00 |
| 2026-09-02                    | declined: start too far                           |
| 2026-06-24T09:00              | declined: unreadable start                        |
| 2026-02-30                    | declined: unreadable start                        |
| tomorrow                      | declined: unreadable start                        |
| next Monday 9                 | declined: unreadable start                        |
`,
  (row) => decide(REMINDING, { ask: asking({ start: row['asked start'] }) }),
);
