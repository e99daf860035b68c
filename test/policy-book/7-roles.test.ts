/** Chapter 7: a role is requested, granted, revoked and ended as one. */
import { asking, company, decide, levels, type Row, table } from './book.ts';

const RULES = company(`
rules:
  - { key: admins, application: okta, accessLevel: Admin, approval: { stages: [{ approvers: [{ user: lead@acme.test }] }] }, duration: { default: 8h, max: 30d } }
  - { key: viewers, application: okta, accessLevel: Viewer, duration: { default: 30d, max: 90d } }
  - { key: core, application: github, accessLevel: Core, justification: required,
      approval: { stages: [{ approvers: [{ user: lead@acme.test }] }, { approvers: [{ owner: true }] }] }, duration: { default: 2d, max: 7d } }
  - { key: payments, application: aws, accessLevel: Payments, duration: { permanent: { stages: [{ approvers: [{ user: ciso@acme.test }] }] } } }
roles:
  - { key: okta-both, name: Both of Okta, includes: [{ application: okta, accessLevel: Admin }, { application: okta, accessLevel: Viewer }] }
  - { key: engineer, name: Engineer, includes: [{ application: okta, accessLevel: Admin }, { application: github, accessLevel: Core }] }
  - { key: twice, name: Twice, includes: [{ application: okta, accessLevel: Viewer }, { application: okta, accessLevel: viewer }] }
  - { key: payer, name: Payer, includes: [{ application: okta, accessLevel: Viewer }, { application: aws, accessLevel: Payments }] }
  - { key: unruled, name: Unruled, includes: [{ application: okta, accessLevel: Viewer }, { application: okta, accessLevel: Auditor }] }
  - { key: early, name: Early, includes: [{ application: okta, accessLevel: Viewer }, { application: jira, accessLevel: Admin }] }
  - { key: typo, name: Typo, includes: [{ application: okta, accessLevel: Viwer }] }
`);

const ask = (row: Row): string =>
  decide(RULES, {
    ask: {
      ...asking({ kind: row.kind, by: row.by, for: row.for, duration: row.lasting, why: row.because }),
      application: row.role,
      accessLevel: undefined,
    },
    held: levels(row.holding),
    requesterIsAdmin: row.by === 'admin',
  });

table(
  'a role asks each stage once, names each owner, and lasts as long as its shortest level',
  `
| role         | lasting   | because | holding                 | it comes to                                                        |
| Both of Okta |           |         |                         | admins, viewers: asks lead, for 8 hours                            |
| okta-both    | 60d       |         |                         | admins, viewers: asks lead, for 30 days, not 60 days               |
| Both of Okta |           |         | okta Viewer             | admins, viewers: asks lead, for 8 hours                            |
| Both of Okta |           |         | okta Viewer, okta Admin | admins, viewers: asks lead, for 8 hours, on top of what is held    |
| Engineer     |           | rota    |                         | admins, core: asks lead, then the owner of github, for 8 hours     |
| ENGINEER     | 30d       | rota    |                         | admins, core: asks lead, then the owner of github, for 7 days, not 30 days |
| Engineer     |           |         |                         | declined: justification missing                                    |
| Engineer     | permanent | rota    |                         | declined: permanent forbidden                                      |
| Payer        |           |         |                         | viewers, payments: asks ciso, for 30 days                          |
| Twice        |           |         |                         | viewers: at once, for 30 days                                      |
`,
  ask,
);

table(
  'a role is given whole or not at all',
  `
| role    | it comes to                  |
| Unruled | declined: no rule            |
| Early   | declined: incomplete role    |
| Typo    | declined: incomplete role    |
| Nobody  | declined: unknown application |
`,
  ask,
);

table(
  'changing to a role, and taking one away',
  `
| kind    | by      | for   | role         | holding                 | it comes to                                                |
| change  | alice   |       | Both of Okta | okta Auditor            | declined: role by change                                   |
| removal | alice   |       | Engineer     | okta Admin, github Core | takes Okta Admin and GitHub Core at once                   |
| removal | alice   |       | Engineer     | github Core             | takes GitHub Core at once                                  |
| removal | alice   |       | Engineer     | okta Viewer             | declined: nothing held                                     |
| removal | mallory | alice | Engineer     | okta Admin, github Core | takes Okta Admin and GitHub Core when owner, then gita agrees |
| removal | owner   | alice | Engineer     | okta Admin, github Core | takes Okta Admin and GitHub Core when gita agrees          |
| removal | gita    | alice | Engineer     | github Core             | takes GitHub Core at once                                  |
| removal | mallory | alice | Payer        | okta Viewer, aws Payments | takes Okta Viewer and AWS Payments when owner, then the admins agrees |
| removal | admin   | alice | Payer        | okta Viewer, aws Payments | takes Okta Viewer and AWS Payments at once               |
`,
  ask,
);
