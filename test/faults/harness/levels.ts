/** The access of the harness: two levels of Okta, two of GitHub, and a role over both. */
export const LEVELS = {
  'okta/Admin': { application: 'Okta', accessType: 'Admin', group: 'Okta-Admins' },
  'okta/Viewer': { application: 'Okta', accessType: 'Viewer', group: 'Okta-Viewers' },
  'github/Payments team': { application: 'GitHub', accessType: 'Payments team', group: 'payments' },
  'github/Platform team': { application: 'GitHub', accessType: 'Platform team', group: 'platform' },
} as const;
export type LevelName = keyof typeof LEVELS;
export const LEVEL_NAMES = Object.keys(LEVELS) as LevelName[];

/** The levels whose rule asks for an approval. */
export const APPROVED_LEVELS = ['okta/Admin', 'github/Payments team', 'github/Platform team'] as const;
/** The level that its rule gives at once. */
export const RULE_LEVEL = 'okta/Viewer';

export const ROLE = { name: 'Engineer', levels: ['okta/Admin', 'github/Payments team'] } as const;

/** The id that the ledger gives a person's access: `okta/person-1@acme.test/Admin`. */
export function grantOf(level: LevelName, person: string): string {
  const [application, ...rest] = level.split('/');
  return `${application}/${person}/${rest.join('/')}`;
}
