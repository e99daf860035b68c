/** A group as the configuration names it, `okta:Security-Approvers`: its system, and its name there. */
export interface GroupRef {
  /** The key of an application, or `jira`; compare without case. */
  readonly system: string;
  /** May contain colons. */
  readonly name: string;
}

/** `system:name` */
export const GROUP_REF = /^([a-z0-9._-]+):(.+)$/i;

/** The parts of a reference to a group; `undefined` for any other text. */
export function groupRefParts(ref: string): GroupRef | undefined {
  const [, system, name] = GROUP_REF.exec(ref) ?? [];
  return system === undefined || name === undefined ? undefined : { system, name };
}
