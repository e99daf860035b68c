/** The systems that have a connector, and what each is let in with; docs/connectors says how to make it. */
import type { Schemas } from './api/client.ts';

export interface ConnectorChoice {
  readonly kind: Schemas['Application']['connector'];
  readonly name: string;
  /** Names of credentials, the usual ones first. */
  readonly credentials: readonly string[];
  /** Whether it can say who people are: their department, manager and groups. */
  readonly knowsPeople?: boolean;
}

export const CONNECTORS: readonly ConnectorChoice[] = [
  { kind: 'okta', name: 'Okta', credentials: ['apiToken'], knowsPeople: true },
  {
    kind: 'entra',
    name: 'Microsoft Entra ID',
    credentials: ['tenantId', 'clientId', 'clientSecret'],
    knowsPeople: true,
  },
  { kind: 'aws', name: 'AWS', credentials: ['accessKeyId', 'secretAccessKey'] },
  {
    kind: 'google',
    name: 'Google Workspace',
    credentials: ['clientEmail', 'privateKey', 'subject'],
    knowsPeople: true,
  },
  { kind: 'jira', name: 'Jira', credentials: ['email', 'apiToken'] },
  { kind: 'confluence', name: 'Confluence', credentials: ['email', 'apiToken'] },
  { kind: 'bitbucket', name: 'Bitbucket', credentials: ['email', 'apiToken'] },
  { kind: 'github', name: 'GitHub', credentials: ['token'] },
];
