/** Chapter 8: levels that one person must not hold together, across applications. */
import { asking, company, decide, levels, type Row, table } from './book.ts';

const RULES = company(`
rules:
  - { key: okta, application: okta, accessLevel: "*", approval: { stages: [{ approvers: [{ user: lead@acme.test }] }] } }
  - { key: github, application: github, accessLevel: "*" }
  - { key: aws, application: aws, accessLevel: "*" }
roles:
  - { key: payer, name: Payer, includes: [{ application: aws, accessLevel: Payments }, { application: okta, accessLevel: Viewer }] }
  - { key: two-hats, name: Two Hats, includes: [{ application: aws, accessLevel: Payments }, { application: okta, accessLevel: Auditor }] }
  - { key: writer, name: Writer, includes: [{ application: github, accessLevel: Core }, { application: github, accessLevel: Docs }] }
separationOfDuties:
  - { name: pay-and-audit, conflicting: [{ application: aws, accessLevel: Payments }, { application: okta, accessLevel: Auditor }], effect: deny }
  - { name: write-and-publish, conflicting: [{ application: github, accessLevel: Core }, { application: github, accessLevel: Docs }, { application: okta, accessLevel: Admin }],
      effect: { stages: [{ approvers: [{ user: risk@acme.test }] }] } }
`);

const ask = (row: Row): string =>
  decide(RULES, { ask: asking({ kind: row.kind, level: row['asks for'] }), held: levels(row.holding) });

table(
  'denied, or put before one more stage',
  `
| holding                    | asks for     | it comes to                                                    |
|                            | AWS Payments | aws: at once, until revoked                                    |
| okta Viewer                | AWS Payments | aws: at once, until revoked                                    |
| okta Auditor               | AWS Payments | declined: conflicting duties                                   |
| Okta auditor               | AWS Payments | declined: conflicting duties                                   |
| aws Payments               | Okta Auditor | declined: conflicting duties                                   |
| aws Payments               | AWS Payments | aws: at once, until revoked, on top of what is held            |
| github Core                | GitHub Docs  | github: asks risk, until revoked, in spite of write-and-publish |
| github Core, github Docs   | Okta Admin   | okta: asks lead, then risk, until revoked, in spite of write-and-publish |
| github Core, okta Auditor  | AWS Payments | declined: conflicting duties                                   |
| github Docs                | Okta Admin   | okta: asks lead, then risk, until revoked, in spite of write-and-publish |
`,
  ask,
);

table(
  'what is held at the provider counts, whoever gave it',
  `
| has at the provider | asks for     | it comes to                                                                     |
| okta Auditor        | AWS Payments | declined: conflicting duties                                                    |
| okta Viewer         | AWS Payments | aws: at once, until revoked                                                     |
| github Core         | GitHub Docs  | github: asks risk, until revoked, in spite of write-and-publish                 |
`,
  (row) =>
    decide(RULES, {
      ask: asking({ level: row['asks for'] }),
      heldAtProviders: levels(row['has at the provider']),
    }),
);

table(
  'a role may not hold both itself, nor bring one to the other',
  `
| holding      | asks for | it comes to                                                                        |
|              | Payer    | aws, okta: asks lead, until revoked                                                |
| okta Auditor | Payer    | declined: conflicting duties                                                       |
|              | Two Hats | declined: conflicting duties                                                       |
|              | Writer   | github, github: asks risk, until revoked, in spite of write-and-publish, in spite of write-and-publish |
`,
  (row) =>
    decide(RULES, {
      ask: { ...asking({}), application: row['asks for'], accessLevel: undefined },
      held: levels(row.holding),
    }),
);

table(
  'a change that gives up the other hat conflicts with nothing',
  `
| kind   | holding                   | asks for     | it comes to                                                       |
| change | okta Viewer               | Okta Auditor | okta: asks lead, until revoked, in place of Okta Viewer           |
| change | okta Viewer, aws Payments | Okta Auditor | declined: conflicting duties                                      |
| change | github Core               | GitHub Docs  | github: at once, until revoked, in place of GitHub Core           |
| change | okta Auditor              | Okta Viewer  | okta: asks lead, until revoked, in place of Okta Auditor          |
`,
  ask,
);
