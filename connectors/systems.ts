/** The systems that have a connector: a line each. Data alone; `registry.ts` loads what calls them. */
import type { About } from './about.ts';
import { ABOUT as aws } from './aws/about.ts';
import { ABOUT as bitbucket } from './bitbucket/about.ts';
import { ABOUT as confluence } from './confluence/about.ts';
import { ABOUT as entra } from './entra/about.ts';
import { ABOUT as github } from './github/about.ts';
import { ABOUT as google } from './google/about.ts';
import { ABOUT as jira } from './jira/about.ts';
import { ABOUT as okta } from './okta/about.ts';

const ALL = [okta, entra, aws, google, jira, confluence, bitbucket, github] as const;

export type ConnectorKind = (typeof ALL)[number]['kind'];

export interface System extends About {
  readonly kind: ConnectorKind;
}

/** In the order in which people are offered them. */
export const SYSTEMS: readonly System[] = ALL;

export const CONNECTOR_KINDS: readonly ConnectorKind[] = ALL.map(({ kind }) => kind);

/** `undefined` for a kind that has no connector. */
export function systemOf(kind: string | undefined): System | undefined {
  return SYSTEMS.find((each) => each.kind === kind);
}
