/** Who makes a request of the API. */

/** From the most to the least that somebody may do. */
export const ROLES = ['admin', 'operator', 'auditor', 'owner', 'approver'] as const;
export type Role = (typeof ROLES)[number];

export interface Principal {
  /** A token's name, or a person's e-mail: what the audit names. */
  readonly name: string;
  readonly role: Role;
  /** For owners: the application keys they own by their token. */
  readonly applications: readonly string[];
  /** Who answers for it: the person themselves, or whoever made the token. Nobody approves what they are behind. */
  readonly behind: string;
}

/** The role that may most. */
export function highestRole(roles: readonly Role[]): Role | undefined {
  return ROLES.find((role) => roles.includes(role));
}
