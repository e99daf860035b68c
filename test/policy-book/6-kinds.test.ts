/** Chapter 6: access, renewal, change and removal, for oneself and on behalf of another person. */
import { asking, company, decide, levels, type Row, table } from './book.ts';

const RULES = company(`
rules:
  - { key: admins, application: okta, accessLevel: Admin, approval: { stages: [{ approvers: [{ user: lead@acme.test }] }] }, duration: { default: 8h, max: 30d } }
  - { key: viewers, application: okta, accessLevel: Viewer, duration: { default: 30d, max: 90d } }
  - { key: auditors, application: okta, accessLevel: Auditor, justification: required, approval: { stages: [{ approvers: [{ owner: true }], require: 2 }] } }
  - { key: core, application: github, accessLevel: Core, approval: { stages: [{ approvers: [{ owner: true }] }] } }
  - { key: payments, application: aws, accessLevel: Payments, approval: { stages: [{ approvers: [{ manager: true }] }] } }
admins: [admin@acme.test]
`);

const ask = (row: Row): string =>
  decide(RULES, {
    ask: asking({
      kind: row.kind,
      by: row.by,
      for: row.for,
      level: row['asks for'],
      duration: row.lasting,
      why: row.because,
    }),
    held: levels(row.holding),
    requesterIsAdmin: row.by === 'admin',
  });

table(
  'access',
  `
| by    | for | asks for     | lasting | because | it comes to                                       |
| alice |     | Okta Admin   |         |         | admins: asks lead, for 8 hours                    |
| alice |     | Okta Viewer  |         |         | viewers: at once, for 30 days                     |
| alice |     | Okta Auditor |         |         | declined: justification missing                   |
| alice |     | Okta Auditor |         | rota    | auditors: asks 2 of the owner, until revoked      |
| alice |     | AWS Payments | 2h      |         | payments: asks the manager, for 2 hours           |
| lead  | bob | Okta Admin   |         |         | admins: asks lead, for 8 hours                    |
`,
  ask,
);

table(
  'renewal: asking again for what one holds makes it last longer',
  `
| by    | for | holding                 | asks for    | lasting | it comes to                                             |
| alice |     | okta Admin              | Okta Admin  | 2d      | admins: asks lead, for 2 days, on top of what is held   |
| alice |     | OKTA admin              | Okta Admin  |         | admins: asks lead, for 8 hours, on top of what is held  |
| alice |     | okta Viewer             | Okta Viewer | 100d    | viewers: at once, for 90 days, not 100 days, on top of what is held |
| alice |     | okta Viewer             | Okta Admin  |         | admins: asks lead, for 8 hours                          |
| alice |     | github Admin            | Okta Admin  |         | admins: asks lead, for 8 hours                          |
`,
  ask,
);

table(
  'change: the new level’s rule decides, and the one other level held in the application goes',
  `
| kind   | by    | for | holding                             | asks for    | it comes to                                                    |
| change | alice |     | okta Viewer                         | Okta Admin  | admins: asks lead, for 8 hours, in place of Okta Viewer        |
| change | alice |     | okta Admin                          | Okta Viewer | viewers: at once, for 30 days, in place of Okta Admin          |
| change | alice |     | okta Viewer, github Core            | Okta Admin  | admins: asks lead, for 8 hours, in place of Okta Viewer        |
| change | lead  | bob | okta Viewer                         | Okta Admin  | admins: asks lead, for 8 hours, in place of Okta Viewer        |
| change | alice |     |                                     | Okta Admin  | declined: nothing to change                                    |
| change | alice |     | github Core                         | Okta Admin  | declined: nothing to change                                    |
| change | alice |     | okta Admin                          | Okta Admin  | declined: same level                                           |
| change | alice |     | okta Viewer, okta Auditor           | Okta Admin  | declined: several to change                                    |
| change | alice |     | okta Admin, okta Viewer             | Okta Admin  | declined: same level                                           |
| change | alice |     | okta Viewer                         | Okta Auditor | declined: justification missing                               |
| change | alice |     | github Docs                         | GitHub Core | core: asks the owner, until revoked, in place of GitHub Docs   |
`,
  ask,
);

table(
  'removal: by the subject, the owner or an admin at once, by anybody else when the owner agrees',
  `
| kind    | by      | for   | holding                 | asks for     | lasting | it comes to                                |
| removal | alice   |       | okta Admin              | Okta Admin   |         | takes Okta Admin at once                   |
| removal | alice   |       | okta Admin              | Okta Admin   | soon    | takes Okta Admin at once                   |
| removal | owner   | alice | okta Admin              | Okta Admin   |         | takes Okta Admin at once                   |
| removal | admin   | alice | okta Admin              | Okta Admin   |         | takes Okta Admin at once                   |
| removal | mallory | alice | okta Admin              | Okta Admin   |         | takes Okta Admin when the owner agrees     |
| removal | lead    | alice | okta Admin              | Okta Admin   |         | takes Okta Admin when the owner agrees     |
| removal | gita    | alice | okta Admin, github Core | Okta Admin   |         | takes Okta Admin when the owner agrees     |
| removal | mallory | alice | aws Payments            | AWS Payments |         | takes AWS Payments when the owner agrees   |
| removal | admin   | alice | aws Payments            | AWS Payments |         | takes AWS Payments at once                 |
| removal | alice   |       | okta Viewer             | Okta Admin   |         | declined: nothing held                     |
| removal | alice   |       |                         | Okta Admin   |         | declined: nothing held                     |
`,
  ask,
);
