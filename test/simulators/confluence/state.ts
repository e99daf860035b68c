/** The state of the simulated Confluence: people, groups, spaces with permissions and roles. */
import { BOT, PEOPLE } from '../people.ts';

export interface ConfluenceAccount {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  readonly emailHidden: boolean;
}

export interface ConfluencePermission {
  readonly id: string;
  readonly principal: { readonly type: 'user' | 'group'; readonly id: string };
  readonly operation: { readonly key: string; readonly targetType: string };
}

export interface ConfluenceSpace {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  permissions: ConfluencePermission[];
  /** Role id by account id. */
  roles: Record<string, string>;
}

export interface ConfluenceState {
  /** Of the site. */
  cloudId: string;
  nextId: number;
  /** `ROLES`: individual permissions can no longer change. */
  mode: 'PRE_ROLES' | 'ROLES_TRANSITION' | 'ROLES';
  users: ConfluenceAccount[];
  groups: { readonly id: string; readonly name: string; members: string[] }[];
  spaces: ConfluenceSpace[];
  roles: { readonly id: string; readonly name: string }[];
  /** Whether the site also has Jira. */
  jira: boolean;
}

/** The creator of the spaces, who administers each. */
export const SPACE_ADMIN = BOT.jiraId;

export function freshConfluence(): ConfluenceState {
  const space = (n: number, key: string, name: string): ConfluenceSpace => ({
    id: String(98_300 + n),
    key,
    name,
    permissions: [
      ['read', 'space'],
      ['administer', 'space'],
    ].map(([operation = '', targetType = ''], index) => ({
      id: String(7_000 + n * 10 + index),
      principal: { type: 'user', id: SPACE_ADMIN },
      operation: { key: operation, targetType },
    })),
    roles: {},
  });
  return {
    cloudId: '0c3130ff-0000-4000-8000-00000000c10d',
    nextId: 20_000,
    mode: 'ROLES_TRANSITION',
    users: [
      // Customers of the service desk have no account here.
      ...PEOPLE.filter((person) => !person.jiraId.startsWith('qm:')).map((person) => ({
        accountId: person.jiraId,
        displayName: `${person.firstName} ${person.lastName}`,
        email: person.email,
        emailHidden: person.emailHidden ?? false,
      })),
      { accountId: BOT.jiraId, displayName: BOT.displayName, email: BOT.email, emailHidden: false },
    ],
    groups: [
      {
        id: '6d0a4c1e-0000-4000-8000-000000000001',
        name: 'confluence-users',
        members: PEOPLE.map((each) => each.jiraId),
      },
      { id: '6d0a4c1e-0000-4000-8000-000000000002', name: 'handbook-editors', members: [] },
    ],
    spaces: [space(1, 'HANDBOOK', 'Company Handbook'), space(2, 'PAY', 'Payments')],
    roles: [
      { id: '0b5b1c0a-0000-4000-8000-00000000000a', name: 'Admin' },
      { id: '0b5b1c0a-0000-4000-8000-00000000000b', name: 'Collaborator' },
      { id: '0b5b1c0a-0000-4000-8000-00000000000c', name: 'Viewer' },
    ],
    jira: true,
  };
}
