/** The systems that `npm start -- --with …` can add: one line each. */
import type { ConnectorKind } from '../../domain/policy.ts';
import type { DemoSystem } from './system.ts';
import { awsDemo } from './systems/aws.ts';
import { demoBitbucket } from './systems/bitbucket.ts';
import { demoConfluence } from './systems/confluence.ts';
import { demoEntra } from './systems/entra.ts';
import { githubDemo } from './systems/github.ts';
import { demoGoogle } from './systems/google.ts';
import { demoJira } from './systems/jira.ts';

export const DEMO_SYSTEMS: Partial<Record<ConnectorKind, DemoSystem>> = {
  entra: demoEntra,
  jira: demoJira,
  confluence: demoConfluence,
  bitbucket: demoBitbucket,
  google: demoGoogle,
  aws: awsDemo,
  github: githubDemo,
};

/**
 * Reads `--with okta,github` from the command line; Okta is always there.
 * @throws with the names that there are, for any other.
 */
export function readWith(args: readonly string[]): readonly DemoSystem[] {
  const at = args.findIndex((each) => each === '--with' || each.startsWith('--with='));
  if (at < 0) return [];
  const value = args[at]?.includes('=') ? args[at].slice('--with='.length) : (args[at + 1] ?? '');
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  return names
    .filter((name) => name !== 'okta')
    .map((name) => {
      const system = (DEMO_SYSTEMS as Readonly<Record<string, DemoSystem | undefined>>)[name];
      if (system !== undefined) return system;
      const known = ['okta', ...Object.keys(DEMO_SYSTEMS)].join(', ');
      throw new Error(`There is no simulated system "${name}"; --with takes a list of: ${known}.`);
    });
}
