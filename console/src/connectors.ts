/** The systems that have a connector, and what each is let in with; docs/connectors says how to make it. */
import type { Schemas } from './api/client.ts';

export interface ConnectorChoice {
  readonly kind: Schemas['Application']['connector'];
  readonly name: string;
  /** Names of credentials, the usual ones first. */
  readonly credentials: readonly string[];
}

export const CONNECTORS: readonly ConnectorChoice[] = [
  { kind: 'okta', name: 'Okta', credentials: ['apiToken'] },
  { kind: 'entra', name: 'Microsoft Entra ID', credentials: ['tenantId', 'clientId', 'clientSecret'] },
  { kind: 'aws', name: 'AWS', credentials: ['accessKeyId', 'secretAccessKey'] },
  { kind: 'google', name: 'Google Workspace', credentials: ['clientEmail', 'privateKey', 'subject'] },
  { kind: 'jira', name: 'Jira', credentials: ['email', 'apiToken'] },
  { kind: 'confluence', name: 'Confluence', credentials: ['email', 'apiToken'] },
  { kind: 'bitbucket', name: 'Bitbucket', credentials: ['email', 'apiToken'] },
  { kind: 'github', name: 'GitHub', credentials: ['token'] },
];
