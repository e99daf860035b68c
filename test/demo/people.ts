/** The people on the demo's sign-in page. */
import type { LocalPerson } from '../../api/auth/local-people.ts';
import type { Role } from '../../api/auth/principal.ts';
import { PEOPLE } from '../simulators/people.ts';

/** The permissions of all others come from the configuration. */
const ROLES: Readonly<Record<string, Role>> = {
  // The most powerful person comes first.
  'admin@acme.test': 'admin',
  'dave@acme.test': 'operator',
  'carol@acme.test': 'auditor',
};

const inOrder = Object.keys(ROLES);
const rank = (email: string): number => (inOrder.includes(email) ? inOrder.indexOf(email) : inOrder.length);

export const DEMO_PEOPLE: readonly LocalPerson[] = PEOPLE.map(({ email, firstName, lastName }) => ({
  email,
  name: `${firstName} ${lastName}`,
  role: ROLES[email],
})).sort((a, b) => rank(a.email) - rank(b.email));
