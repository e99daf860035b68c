/** A real OpenID provider over HTTP, with its own pages, and a headless HTTP client that goes through them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'leasehold', secret: 'secret-of-the-client' } as const;

export interface OidcAccount {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

export interface OidcServer {
  readonly issuer: string;
  /** By login. */
  readonly accounts: Map<string, OidcAccount>;
  stop(): Promise<void>;
}

/** @param options `inIdToken`: the ID token contains all claims, not only the user-info endpoint. */
export async function startOidcServer(
  redirectUri: () => string,
  options: { readonly inIdToken?: boolean } = {},
): Promise<OidcServer> {
  const accounts = new Map<string, OidcAccount>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let handle: ReturnType<Provider['callback']> | undefined;
  server.on('request', (request, response) => {
    handle ??= provider(issuer, redirectUri(), accounts, options.inIdToken ?? false).callback();
    void handle(request, response);
  });
  return {
    issuer,
    accounts,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function provider(
  issuer: string,
  redirectUri: string,
  accounts: ReadonlyMap<string, OidcAccount>,
  inIdToken: boolean,
): Provider {
  const made: Provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    cookies: { keys: ['of a test'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts.get(id) }),
    }),
    // Like a company whose admin has consented for everyone.
    async loadExistingGrant({ oidc }: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new made.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  return made;
}

/** Follows redirects and keeps cookies, host by host, as a browser does. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  /** One request, redirects not followed. */
  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects to a page, or to an address that begins with `stopAt`, which is not visited. */
  async follow(url: string, stopAt?: string): Promise<{ url: string; response: Response | undefined }> {
    let at = url;
    for (let hops = 0; hops < 15; hops += 1) {
      if (stopAt !== undefined && at.startsWith(stopAt)) return { url: at, response: undefined };
      const response = await this.go(at);
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
    }
    throw new Error(`Too many redirects, at last to ${at}.`);
  }

  /** Signs in at the provider's page, starting from its own address, and stops before the return to us. */
  async signInAt(authorization: string, login: string, callback: string): Promise<string> {
    const page = await this.follow(authorization, callback);
    if (page.response === undefined) return page.url;
    const action = /<form[^>]* action="([^"]+)"/.exec(await page.response.text())?.[1];
    if (action === undefined) throw new Error(`There is no form to sign in at ${page.url}.`);
    const posted = await this.go(new URL(action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ prompt: 'login', login, password: 'any' }),
    });
    return (await this.follow(new URL(posted.headers.get('location') ?? '', page.url).href, callback)).url;
  }
}
