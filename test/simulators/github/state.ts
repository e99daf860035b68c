/** The state of the simulated GitHub: one organisation, its teams, repositories and roles. */
import { PEOPLE } from '../people.ts';

export type OrganisationRole = 'member' | 'admin';
export type TeamRole = 'member' | 'maintainer';

export interface GitHubUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  /** The public e-mail, if any. */
  readonly email: string | null;
}

/** To the organisation, with its teams. */
export interface OrganisationInvitation {
  readonly id: number;
  readonly login: string | null;
  readonly email: string | null;
  role: 'direct_member' | 'admin';
  teams: { readonly slug: string; role: TeamRole }[];
  readonly createdAt: string;
}

export interface GitHubTeam {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly parent?: string;
  members: { readonly login: string; role: TeamRole }[];
}

export interface GitHubRepository {
  readonly id: number;
  readonly name: string;
  collaborators: { readonly login: string; permission: string }[];
  invitations: {
    readonly id: number;
    readonly login: string;
    readonly permission: string;
    readonly createdAt: string;
    expired: boolean;
  }[];
  readonly teams: { readonly slug: string; readonly permission: string }[];
}

export interface GitHubRole {
  readonly id: number;
  readonly name: string;
  users: { readonly login: string; readonly assignment: 'direct' | 'indirect' | 'mixed' }[];
}

export interface GitHubState {
  users: GitHubUser[];
  readonly organisation: {
    readonly id: number;
    readonly login: string;
    members: { readonly login: string; role: OrganisationRole; readonly direct?: boolean }[];
    invitations: OrganisationInvitation[];
  };
  teams: GitHubTeam[];
  repositories: GitHubRepository[];
  roles: GitHubRole[];
  /** The next invitation's number. */
  nextId: number;
}

/** Permissions of a repository, the lowest first. */
export const PERMISSIONS = ['pull', 'triage', 'push', 'maintain', 'admin'];

export const CREATED = '2026-01-05T09:00:00Z';

/** `alice@acme.test` is `alice-acme` on GitHub. */
export function loginOf(email: string): string {
  return `${email.split('@')[0]}-acme`;
}

export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Bob and Mallory are outside the organisation, Carol shows her e-mail, Ada and Liam own the organisation. */
export function freshGitHub(): GitHubState {
  const outside = ['bob@acme.test', 'mallory@acme.test'];
  const owners = ['admin@acme.test', 'lead@acme.test'];
  return {
    users: PEOPLE.map(({ email, firstName, lastName }, n) => ({
      id: 5_001 + n,
      login: loginOf(email),
      name: `${firstName} ${lastName}`,
      email: email === 'carol@acme.test' ? email : null,
    })),
    organisation: {
      id: 9_001,
      login: 'acme',
      members: PEOPLE.filter(({ email }) => !outside.includes(email)).map(({ email }) => ({
        login: loginOf(email),
        role: owners.includes(email) ? 'admin' : 'member',
      })),
      invitations: [],
    },
    teams: [
      { id: 7_001, slug: 'platform', name: 'Platform', members: [{ login: 'dave-acme', role: 'maintainer' }] },
      { id: 7_002, slug: 'payments', name: 'Payments Engineers', members: [] },
      { id: 7_003, slug: 'platform-on-call', name: 'Platform On-Call', parent: 'platform', members: [] },
    ],
    repositories: [
      {
        id: 8_001,
        name: 'payments-api',
        collaborators: [],
        invitations: [],
        teams: [{ slug: 'payments', permission: 'push' }],
      },
      { id: 8_002, name: 'website', collaborators: [], invitations: [], teams: [] },
    ],
    roles: [
      { id: 138, name: 'all_repo_read', users: [] },
      { id: 139, name: 'security_manager', users: [{ login: 'carol-acme', assignment: 'direct' }] },
    ],
    nextId: 100_001,
  };
}
