/** Chapter 9: declined requests, and the message to the requester. */
import type { Ask } from '../../domain/planning/ask.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import { planInput } from '../support/policy.ts';
import { asking, company, levels, type Row, table, yaml } from './book.ts';

const RULES = company(`
rules:
  - { key: admins, application: okta, accessLevel: Admin, when: { department: Engineering }, justification: required, duration: { default: 8h, max: 30d } }
  - { key: viewers, application: okta, accessLevel: Viewer }
  - { key: gone, application: github, accessLevel: Core, active: false }
roles: [{ key: starter, name: Starter, includes: [{ application: okta, accessLevel: Viewer }, { application: aws, accessLevel: Buckets }] }]
separationOfDuties: [{ name: two-hats, conflicting: [{ application: okta, accessLevel: Viewer }, { application: aws, accessLevel: Payments }], effect: deny }]
`);

table(
  'one sentence, that says what to do',
  `
| asks for                                                            | holding                   | reads |
| application: null                                                   |                           | The request names no application; fill the Application field. |
| application: "  "                                                   |                           | The request names no application; fill the Application field. |
| application: Octa                                                   |                           | There is no application "Octa"; choose one of: Okta, GitHub, AWS, Starter. |
| accessLevel: null                                                   |                           | The request names no access type for Okta; choose one of: Admin, Viewer, Auditor. |
| accessLevel: Emperor                                                |                           | Okta has no access type "Emperor"; choose one of: Admin, Viewer, Auditor. |
| application: Starter                                                |                           | The role Starter includes aws / Buckets, which is not set up yet; ask an admin to add it, then raise the request again. |
| accessLevel: Auditor                                                |                           | No access rule covers Okta / Auditor for this person, so it cannot be given; ask the application's owner for a rule. |
| application: GitHub, accessLevel: Core                              |                           | No access rule covers GitHub / Core for this person, so it cannot be given; ask the application's owner for a rule. |
| application: GitHub, accessLevel: Docs                              |                           | No access rule covers GitHub / Docs for this person, so it cannot be given; ask the application's owner for a rule. |
| accessLevel: Admin                                                  |                           | This access needs a justification; say why it is needed and raise the request again. |
| accessLevel: Admin, justification: "   "                            |                           | This access needs a justification; say why it is needed and raise the request again. |
| accessLevel: Admin, justification: rota, duration: permanent        |                           | Permanent access is not given here; ask for at most 30 days. |
| accessLevel: Admin, justification: rota, duration: a while          |                           | "a while" is not a duration; write it like 90m, 8h, 7d or P30D and raise the request again. |
| startAt: next Monday 9                                              |                           | "next Monday 9" is not a start time; write it like 2026-12-24T08:00:00Z. |
| kind: removal                                                       |                           | alice@acme.test holds no access to Okta / Viewer that was given through Leasehold, so there is nothing to take away. |
| kind: change                                                        |                           | alice@acme.test holds no access to Okta that could be changed; raise an access request instead. |
| kind: change                                                        | okta Viewer               | alice@acme.test already holds Okta / Viewer; to keep it longer raise an access request. |
| kind: change                                                        | okta Admin, okta Auditor  | alice@acme.test holds several access types of Okta (Admin, Auditor); raise a removal for those no longer needed, then an access request. |
| kind: change, application: starter                                  | okta Admin                | The role Starter includes aws / Buckets, which is not set up yet; ask an admin to add it, then raise the request again. |
| breakGlass: true                                                    |                           | Break glass for Okta / Viewer is not open to this person; raise an ordinary request. |
|                                                                     | aws Payments              | Okta / Viewer may not be held together with AWS / Payments, which was given through Leasehold (separation of duties "two-hats"); one of the two must be given up first. |
`,
  (row: Row) => {
    const asked = yaml(row['asks for']);
    const given = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, value ?? undefined]));
    const ask: Ask = { ...asking({ level: 'Okta Viewer' }), ...given };
    const result = planRequest(planInput({ policy: RULES, ask, held: levels(row.holding) }));
    return result.outcome === 'declined' ? result.reason.sentence : 'planned';
  },
);
