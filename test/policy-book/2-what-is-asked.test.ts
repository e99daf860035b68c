/** Chapter 2: rules for certain requests: long or short, permanent or not, inside or outside of hours. */
import { matchRules } from '../../domain/planning/match-rules.ts';
import { asking, company, decide, type Row, table, yaml } from './book.ts';

function match(row: Row): string {
  const request = JSON.stringify(yaml(row['a rule for requests']));
  const gives = row['which gives'] ? `, duration: { ${row['which gives']} }` : '';
  const { rules } = company(
    `rules: [{ key: rule, application: okta, accessLevel: Admin, when: { request: ${request} }${gives} }]`,
  );
  const { rule, explanation } = matchRules(rules, {
    application: 'okta',
    accessLevel: 'Admin',
    profile: undefined,
    askedDuration: row['asked for'] || undefined,
    now: row['asked at'] ?? '2026-06-03T10:00:00Z',
  });
  return rule === undefined ? (explanation[0]?.because ?? '') : 'matches';
}

table(
  'how long',
  `
| a rule for requests                        | which gives      | asked for | it                                |
| durationLongerThan: 7d                     |                  | 8d        | matches                           |
| durationLongerThan: 7d                     |                  | 7d        | It is for more than 7 days only.  |
| durationLongerThan: 7d                     |                  | P1W       | It is for more than 7 days only.  |
| durationLongerThan: 7d                     |                  | 169h      | matches                           |
| durationLongerThan: 7d                     |                  | permanent | matches                           |
| durationLongerThan: 7d                     |                  |           | matches                           |
| durationLongerThan: 7d                     | default: 8h      |           | It is for more than 7 days only.  |
| durationLongerThan: 7d                     | default: 14d     |           | matches                           |
| durationLongerThan: 7d                     | max: 14d         |           | matches                           |
| permanent: true                            |                  | permanent | matches                           |
| permanent: true                            |                  | Forever   | matches                           |
| permanent: true                            |                  | 30d       | It is for permanent access only.  |
| permanent: true                            |                  |           | matches                           |
| permanent: true                            | default: 8h      |           | It is for permanent access only.  |
| permanent: false                           |                  | 30d       | matches                           |
| permanent: false                           |                  | permanent | It is not for permanent access.   |
| permanent: false, durationLongerThan: 7d   |                  | 30d       | matches                           |
| permanent: false, durationLongerThan: 7d   |                  | 1d        | It is for more than 7 days only.  |
| permanent: false, durationLongerThan: 7d   |                  | permanent | It is not for permanent access.   |
`,
  match,
);

/** 3 June 2026 is a Wednesday. In Berlin summer begins on 29 March and ends on 25 October, in New York on 8 March and 1 November. */
table(
  'office hours',
  `
| a rule for requests                                              | asked at             | it                                         |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-03T10:00:00Z | matches                                    |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-03T06:59:59Z | It is outside the hours of the rule.       |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-03T07:00:00Z | matches                                    |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-03T14:59:59Z | matches                                    |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-03T15:00:00Z | It is outside the hours of the rule.       |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-12-02T07:30:00Z | It is outside the hours of the rule.       |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-12-02T08:00:00Z | matches                                    |
| within: { from: "09:00", to: "17:00", timeZone: Europe/Berlin }  | 2026-06-07T10:00:00Z | It is outside the hours of the rule.       |
| within: { days: [sun], from: "09:00", to: "17:00", timeZone: Europe/Berlin }     | 2026-06-07T10:00:00Z | matches                    |
| within: { from: "09:00", to: "17:00", timeZone: America/New_York }               | 2026-06-03T12:00:00Z | It is outside the hours of the rule. |
| within: { from: "09:00", to: "17:00", timeZone: America/New_York }               | 2026-06-03T13:00:00Z | matches                    |
| within: { days: [mon], from: "09:00", to: "17:00", timeZone: Asia/Tokyo }        | 2026-06-08T00:30:00Z | matches                    |
| within: { days: [sun], from: "09:00", to: "17:00", timeZone: Asia/Tokyo }        | 2026-06-08T00:30:00Z | It is outside the hours of the rule. |
| within: { days: [wed], from: "00:00", to: "24:00", timeZone: Asia/Kolkata }      | 2026-06-02T18:29:59Z | It is outside the hours of the rule. |
| within: { days: [wed], from: "00:00", to: "24:00", timeZone: Asia/Kolkata }      | 2026-06-02T18:30:00Z | matches                    |
| outside: { from: "09:00", to: "17:00", timeZone: Europe/Berlin } | 2026-06-03T10:00:00Z | It is inside the hours that the rule excludes. |
| outside: { from: "09:00", to: "17:00", timeZone: Europe/Berlin } | 2026-06-03T20:00:00Z | matches                                    |
| outside: { from: "09:00", to: "17:00", timeZone: Europe/Berlin } | 2026-06-07T10:00:00Z | matches                                    |
`,
  match,
);

table(
  'hours past midnight belong to the day on which they began',
  `
| a rule for requests                                                          | asked at             | it                                   |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-05T19:59:00Z | It is outside the hours of the rule. |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-05T20:00:00Z | matches                              |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-06T03:59:00Z | matches                              |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-06T04:00:00Z | It is outside the hours of the rule. |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-05T03:00:00Z | It is outside the hours of the rule. |
| within: { days: [fri], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-07T03:00:00Z | It is outside the hours of the rule. |
| within: { days: [sat], from: "22:00", to: "06:00", timeZone: Europe/Berlin } | 2026-06-07T03:00:00Z | matches                              |
`,
  match,
);

table(
  'when the clocks change',
  `
| a rule for requests                                                          | asked at             | it                                   |
| within: { days: [sun], from: "02:00", to: "03:00", timeZone: Europe/Berlin } | 2026-03-29T00:59:00Z | It is outside the hours of the rule. |
| within: { days: [sun], from: "02:00", to: "03:00", timeZone: Europe/Berlin } | 2026-03-29T01:00:00Z | It is outside the hours of the rule. |
| within: { days: [sun], from: "01:30", to: "03:30", timeZone: Europe/Berlin } | 2026-03-29T01:29:00Z | matches                              |
| within: { days: [sun], from: "01:30", to: "03:30", timeZone: Europe/Berlin } | 2026-03-29T01:30:00Z | It is outside the hours of the rule. |
| within: { days: [sun], from: "02:00", to: "03:00", timeZone: Europe/Berlin } | 2026-10-25T00:30:00Z | matches                              |
| within: { days: [sun], from: "02:00", to: "03:00", timeZone: Europe/Berlin } | 2026-10-25T01:30:00Z | matches                              |
| within: { days: [sun], from: "02:00", to: "03:00", timeZone: Europe/Berlin } | 2026-10-25T02:00:00Z | It is outside the hours of the rule. |
| within: { days: [sat], from: "22:00", to: "02:30", timeZone: Europe/Berlin } | 2026-10-25T01:29:00Z | matches                              |
| within: { from: "09:00", to: "17:00", timeZone: America/New_York }           | 2026-03-16T13:00:00Z | matches                              |
| within: { from: "09:00", to: "17:00", timeZone: America/New_York }           | 2026-03-06T13:00:00Z | It is outside the hours of the rule. |
`,
  match,
);

const ORDERED = company(`
rules:
  - { key: night, application: okta, accessLevel: Admin, when: { request: { outside: { from: "08:00", to: "18:00", timeZone: Europe/Berlin } } },
      approval: { stages: [{ approvers: [{ user: ciso@acme.test }] }] }, duration: { max: 2h } }
  - { key: long, application: okta, accessLevel: Admin, when: { request: { durationLongerThan: 7d } },
      approval: { stages: [{ approvers: [{ user: lead@acme.test }] }, { approvers: [{ owner: true }] }] }, duration: { default: 1d, max: 90d } }
  - { key: engineers, application: okta, accessLevel: Admin, when: { department: Engineering }, duration: { default: 8h, max: 7d } }
  - { key: off, application: okta, accessLevel: Admin, active: false }
  - { key: anybody, application: okta, accessLevel: "*", approval: { stages: [{ approvers: [{ user: lead@acme.test }] }] }, duration: { max: 1d } }
  - { key: never-reached, application: okta, accessLevel: Viewer }
`);

table(
  'the first rule that matches decides',
  `
| at                   | somebody of | asks for             | it comes to                                    |
| 2026-06-03T10:00:00Z | Engineering | Okta Admin           | engineers: at once, for 8 hours                |
| 2026-06-03T10:00:00Z | Sales       | Okta Admin           | anybody: asks lead, for 1 day                  |
| 2026-06-03T22:00:00Z | Engineering | Okta Admin           | night: asks ciso, for 2 hours                  |
| 2026-06-03T10:00:00Z | Engineering | Okta Admin for 30d   | long: asks lead, then the owner, for 30 days   |
| 2026-06-03T10:00:00Z | Engineering | Okta Admin for 7d    | engineers: at once, for 7 days                 |
| 2026-06-03T10:00:00Z | Sales       | Okta Viewer          | anybody: asks lead, for 1 day                  |
| 2026-06-03T10:00:00Z | Engineering | Okta Viewer for 90d  | anybody: asks lead, for 1 day, not 90 days     |
| 2026-06-03T10:00:00Z | Engineering | GitHub Core          | declined: no rule                              |
`,
  (row) => {
    const [level, duration] = (row['asks for'] ?? '').split(' for ');
    return decide(ORDERED, {
      ask: asking({ level, duration }),
      now: row.at ?? '',
      profile: { email: 'alice@acme.test', groups: [], attributes: { department: row['somebody of'] ?? '' } },
    });
  },
);
