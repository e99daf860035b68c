/** The state of the simulated Bitbucket: one workspace with members, user groups, repositories and projects. */
import { PEOPLE } from '../people.ts';

export interface BitbucketAccount {
  /** In braces. */
  readonly uuid: string;
  readonly account_id: string;
  readonly nickname: string;
  readonly display_name: string;
  /** Shown only in the answer to a search for this e-mail. */
  readonly email: string;
}

/** A repository or a project: a thing with explicit permissions of people, by UUID. */
export interface BitbucketPlace {
  readonly uuid: string;
  /** A repository's slug or a project's key. */
  readonly id: string;
  readonly name: string;
  permissions: Record<string, string>;
  /** Explicit permissions of groups, by slug. */
  groups?: Record<string, string>;
}

export interface BitbucketState {
  readonly workspace: { readonly uuid: string; readonly slug: string; readonly name: string };
  members: BitbucketAccount[];
  groups: { readonly slug: string; readonly name: string; members: string[] }[];
  repositories: BitbucketPlace[];
  projects: BitbucketPlace[];
  /** Seats of the plan; Bitbucket refuses further people with 402. Unset: unlimited. */
  seats?: number;
}

export function uuidOf(kind: string, n: number): string {
  return `{${kind}-0000-4000-8000-${String(n).padStart(12, '0')}}`;
}

export function freshBitbucket(): BitbucketState {
  const place = (kind: string) => (id: string, n: number) => ({
    uuid: uuidOf(kind, n),
    id,
    name: id,
    permissions: {},
  });
  return {
    workspace: { uuid: uuidOf('acae0000', 1), slug: 'acme', name: 'Acme' },
    // Customers of the service desk have no account here.
    members: PEOPLE.filter((person) => !person.jiraId.startsWith('qm:')).map((person, n) => ({
      uuid: uuidOf('b17b0000', n + 1),
      account_id: person.jiraId,
      nickname: person.firstName.toLowerCase(),
      display_name: `${person.firstName} ${person.lastName}`,
      email: person.email,
    })),
    groups: [
      { slug: 'administrators', name: 'Administrators', members: [uuidOf('b17b0000', 8)] },
      { slug: 'payments-developers', name: 'Payments Developers', members: [] },
    ],
    repositories: ['payments-service', 'website', 'infrastructure'].map(place('4e900000')),
    projects: ['PAY', 'WEB'].map(place('940c0000')),
  };
}
