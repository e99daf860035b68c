/** The OpenID provider and its metadata, which is cached for an hour. */
import * as oidc from 'openid-client';
import type { Configuration } from '../../config/document/schema.ts';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { errorText } from '../../domain/error-text.ts';
import { LeaseholdError } from '../../domain/errors.ts';

export type OidcSettings = NonNullable<Configuration['auth']>['oidc'];

/** Lifetime of the cached metadata, in milliseconds. */
const KNOWN_FOR_MS = 60 * 60_000;
/** Time limit of a call to the provider, in seconds. */
const TIMEOUT_S = 10;

export interface OidcClients {
  /** @throws LeaseholdError LH_UNAVAILABLE when the provider does not answer or its metadata is invalid. */
  get(settings: OidcSettings): Promise<oidc.Configuration>;
}

export function createOidcClients(): OidcClients {
  let known:
    | { readonly from: string; readonly until: number; readonly client: Promise<oidc.Configuration> }
    | undefined;
  return {
    async get(settings) {
      const from = JSON.stringify(settings);
      if (known?.from === from && known.until > Date.now()) return known.client;
      const client = discover(settings);
      known = { from, until: Date.now() + KNOWN_FOR_MS, client };
      try {
        return await client;
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const secret = clientSecret === undefined ? undefined : await resolveCredential(clientSecret);
  const server = new URL(issuer);
  // The configuration accepts http only on loopback.
  const insecure = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  try {
    const described = await oidc.discovery(server, clientId, undefined, authenticationOf(secret, []), {
      execute: insecure,
      timeout: TIMEOUT_S,
    });
    const methods = described.serverMetadata().token_endpoint_auth_methods_supported ?? [];
    const client = new oidc.Configuration(
      described.serverMetadata(),
      clientId,
      undefined,
      authenticationOf(secret, methods),
    );
    client.timeout = TIMEOUT_S;
    for (const allow of insecure) allow(client);
    return client;
  } catch (error) {
    throw new LeaseholdError(
      'LH_UNAVAILABLE',
      `The sign-in provider ${issuer} does not answer as an OpenID provider. Check auth.oidc.issuer, and that this host can reach it.`,
      { cause: errorText(error) },
    );
  }
}

/** HTTP Basic, the standard's default, unless the provider accepts the secret only in the body. */
function authenticationOf(secret: string | undefined, methods: readonly string[]): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const bodyOnly = methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return bodyOnly ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret);
}
