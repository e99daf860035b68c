/** Chapter 1: the people that a rule is for. `when` reads the subject's profile in the identity provider. */
import { matchRules } from '../../domain/planning/match-rules.ts';
import { NOW } from '../support/policy.ts';
import { company, person, type Row, table, yaml } from './book.ts';

/** `matches`, or the reason that the rule does not. */
function match(row: Row): string {
  const when = JSON.stringify(yaml(row['a rule when']));
  const { rules } = company(`rules: [{ key: rule, application: okta, accessLevel: Admin, when: ${when} }]`);
  const { rule, explanation } = matchRules(rules, {
    application: 'okta',
    accessLevel: 'Admin',
    profile: person(row['for somebody of']),
    askedDuration: undefined,
    now: NOW,
  });
  return rule === undefined ? (explanation[0]?.because ?? 'is about something else') : 'matches';
}

table(
  'one value',
  `
| a rule when             | for somebody of             | it                                                |
| department: Engineering | department: Engineering     | matches                                           |
| department: Engineering | department: engineering     | matches                                           |
| department: Engineering | department: " Engineering " | matches                                           |
| department: Engineering | department: Sales           | department is "sales", not one of: Engineering.   |
| department: Engineering | department: Engineering Ops | department is "engineering ops", not one of: Engineering. |
| department: Engineering | title: Engineering          | department is not set, not one of: Engineering.   |
| department: Engineering | department: ""              | department is not set, not one of: Engineering.   |
| title: Team Lead        | title: Team Lead            | matches                                           |
| costCenter: 4711        | costCenter: 4711            | matches                                           |
| contractor: false       | contractor: false           | matches                                           |
| contractor: false       | contractor: true            | contractor is "true", not one of: false.          |
| city: Köln              | city: KÖLN                  | matches                                           |
`,
  match,
);

table(
  'one of several values, and none of them',
  `
| a rule when                                            | for somebody of           | it                                            |
| department: [Sales, Engineering]                       | department: Engineering   | matches                                       |
| department: [Sales, Engineering]                       | department: Payments      | department is "payments", not one of: Sales, Engineering. |
| department: { not: Sales }                             | department: Engineering   | matches                                       |
| department: { not: Sales }                             | department: SALES         | department is "sales", which the rule excludes. |
| department: { not: [Sales, Payments] }                 | department: Payments      | department is "payments", which the rule excludes. |
| department: { not: Sales }                             | title: Developer          | matches                                       |
| title: { oneOf: [Lead, Principal], not: [Intern] }     | title: Lead               | matches                                       |
| title: { oneOf: [Lead, Intern], not: [Intern] }        | title: Intern             | title is "intern", which the rule excludes.   |
| department: Engineering, title: Lead                   | department: Engineering, title: Lead | matches                            |
| department: Engineering, title: Lead                   | department: Engineering, title: Developer | title is "developer", not one of: Lead. |
| teams: Payments                                        | teams: [Search, Payments] | matches                                       |
| teams: { not: Payments }                               | teams: [Search, Payments] | teams is "search", "payments", which the rule excludes. |
`,
  match,
);

table(
  'groups, manager and e-mail',
  `
| a rule when                        | for somebody of                  | it                                            |
| groups: On-Call                    | groups: [Developers, On-Call]    | matches                                       |
| groups: on-call                    | groups: [On-Call]                | matches                                       |
| groups: On-Call                    | groups: [Developers]             | groups is "developers", not one of: On-Call.  |
| groups: On-Call                    | groups: []                       | groups is not set, not one of: On-Call.       |
| groups: [Admins, On-Call]          | groups: [On-Call]                | matches                                       |
| groups: { not: Contractors }       | groups: [Contractors]            | groups is "contractors", which the rule excludes. |
| groups: { oneOf: Developers, not: Contractors } | groups: [Developers, Contractors] | groups is "developers", "contractors", which the rule excludes. |
| group: On-Call                     | groups: [On-Call]                | matches                                       |
| manager: lead@acme.test            | manager: lead                    | matches                                       |
| manager: lead@acme.test            | manager: boss                    | manager is "boss@acme.test", not one of: lead@acme.test. |
| manager: lead@acme.test            |                                  | manager is not set, not one of: lead@acme.test. |
| email: Alice@acme.test             |                                  | matches                                       |
| email: { not: alice@acme.test }    |                                  | email is "alice@acme.test", which the rule excludes. |
`,
  match,
);

table(
  'what is not known is not given',
  `
| a rule when                | for somebody of | it                                                                        |
| department: Engineering    | nobody known    | The subject's department is not known: the identity provider has no profile of them. |
| department: { not: Sales } | nobody known    | The subject's department is not known: the identity provider has no profile of them. |
|                            | nobody known    | matches                                                                   |
| constructor: Object        | title: Lead     | constructor is not set, not one of: Object.                               |
`,
  match,
);
