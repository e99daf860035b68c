/** The simulated sign-in: client credentials with a secret or a certificate, and the Graph permissions of a token. */
import { constants, randomUUID, verify, X509Certificate } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { sendGraphError } from './answers.ts';

/** An app registration of the tenant. */
export interface EntraClient {
  readonly clientId: string;
  readonly secret?: string;
  /** PEM. */
  readonly certificate?: string;
  /** Graph application permissions with admin consent. */
  readonly permissions: readonly string[];
}

export interface SignIn {
  readonly routes: Router;
  /** Admits requests whose token carries one of the permissions. */
  permit(
    ...permissions: readonly string[]
  ): <Params>(request: Request<Params>, response: Response, next: NextFunction) => void;
  /** Invalidates all issued tokens. */
  revokeTokens(): void;
}

interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly words: string;
}

export function createSignIn(tenantId: string, clients: readonly EntraClient[]): SignIn {
  const tokens = new Map<string, EntraClient>();
  const routes = express.Router();

  routes.get('/:tenant/v2.0/.well-known/openid-configuration', (request, response) => {
    // Https like Entra's, because an identity library accepts nothing else.
    const origin = `https://${request.get('host')}`;
    if (request.params.tenant !== tenantId) return refuse(response, unknownTenant(request.params.tenant));
    response.json({
      token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
      authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
      jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
      issuer: `${origin}/${tenantId}/v2.0`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });

  routes.post('/:tenant/oauth2/v2.0/token', express.urlencoded({ extended: false }), (request, response) => {
    const form = (request.body ?? {}) as Readonly<Record<string, string | undefined>>;
    if (request.params.tenant !== tenantId) return refuse(response, unknownTenant(request.params.tenant));
    const client = clients.find((each) => each.clientId === form.client_id);
    const refusal = refusalOf(client, form, `https://${request.get('host')}/${tenantId}/oauth2/v2.0/token`);
    if (refusal !== undefined || client === undefined)
      return refuse(response, refusal ?? unknownClient(form.client_id));
    const token = randomUUID();
    tokens.set(token, client);
    response.json({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
  });

  return {
    routes,
    permit(...permissions) {
      return (request, response, next) => {
        const client = tokens.get(/^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '');
        if (client === undefined) return sendGraphError(response, 401);
        if (!permissions.some((each) => client.permissions.includes(each))) return sendGraphError(response, 403);
        next();
      };
    },
    revokeTokens: () => tokens.clear(),
  };
}

function refusalOf(
  client: EntraClient | undefined,
  form: Readonly<Record<string, string | undefined>>,
  audience: string,
): Refusal | undefined {
  if (form.grant_type !== 'client_credentials')
    return {
      status: 400,
      error: 'unsupported_grant_type',
      code: 70003,
      words: 'The app requested an unsupported grant type.',
    };
  if (!/^https?:\/\/[^ ]+\/\.default\b/.test(form.scope ?? ''))
    return { status: 400, error: 'invalid_scope', code: 1002012, words: 'The provided value for scope is not valid.' };
  if (client === undefined) return unknownClient(form.client_id);
  if (form.client_assertion !== undefined)
    return client.certificate !== undefined && isSigned(form.client_assertion, client, audience)
      ? undefined
      : {
          status: 401,
          error: 'invalid_client',
          code: 700027,
          words: 'The certificate used to sign the client assertion is not registered on application.',
        };
  if (client.secret !== undefined && form.client_secret === client.secret) return undefined;
  return {
    status: 401,
    error: 'invalid_client',
    code: 7000215,
    words: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.clientId}'.`,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
function isSigned(assertion: string, { certificate = '', clientId }: EntraClient, audience: string): boolean {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { alg } = decode(header);
  const { aud, iss, sub, exp } = decode(payload);
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = { key: new X509Certificate(certificate).publicKey, padding };
  const signed = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return signed && aud === audience && iss === clientId && sub === clientId && Number(exp) * 1_000 > Date.now();
}

function unknownTenant(tenant: string): Refusal {
  return {
    status: 400,
    error: 'invalid_request',
    code: 90002,
    words: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  };
}

function unknownClient(clientId: string | undefined): Refusal {
  return {
    status: 400,
    error: 'unauthorized_client',
    code: 700016,
    words: `Application with identifier '${clientId}' was not found in the directory.`,
  };
}

function refuse(response: Response, { status, error, code, words }: Refusal): void {
  const trace = randomUUID();
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  response.status(status).json({
    error,
    error_description: `AADSTS${code}: ${words} Trace ID: ${trace} Correlation ID: ${randomUUID()} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: randomUUID(),
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}
