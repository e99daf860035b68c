/** The authenticated caller of an API request. */

/** Roles from the most to the fewest permissions. */
export const ROLES = ['admin', 'operator', 'auditor', 'owner', 'approver'] as const;
export type Role = (typeof ROLES)[number];

export interface Principal {
  /** A token's name or a person's e-mail address, as the audit trail records it. */
  readonly name: string;
  readonly role: Role;
  /** For owner tokens: the keys of the applications. */
  readonly applications: readonly string[];
  /** The responsible person: the caller, or the creator of the token. People cannot approve their own changes. */
  readonly behind: string;
}

/** The role with the most permissions. */
export function highestRole(roles: readonly Role[]): Role | undefined {
  return ROLES.find((role) => roles.includes(role));
}
