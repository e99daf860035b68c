/** An API service app of Okta with a key pair of its own. */
import { exportJWK, generateKeyPair } from 'jose';
import type { ServiceApp } from '../../simulators/okta/service-app.ts';

export interface NewServiceApp extends ServiceApp {
  /** As a JWK in JSON, the way Okta shows it when it makes one. */
  readonly privateKey: string;
}

export async function newServiceApp(clientId: string, scopes: readonly string[]): Promise<NewServiceApp> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  return {
    clientId,
    scopes,
    publicKey: await exportJWK(pair.publicKey),
    privateKey: JSON.stringify(await exportJWK(pair.privateKey)),
  };
}
