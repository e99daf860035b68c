/** Maps Graph addresses to their sign-in addresses. */

/** https://learn.microsoft.com/graph/deployments: each national cloud has its own Graph and its own sign-in. */
const AUTHORITY_OF_GRAPH: Readonly<Record<string, string>> = {
  'graph.microsoft.com': 'https://login.microsoftonline.com',
  'graph.microsoft.us': 'https://login.microsoftonline.us',
  'dod-graph.microsoft.us': 'https://login.microsoftonline.us',
  'microsoftgraph.chinacloudapi.cn': 'https://login.chinacloudapi.cn',
};

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

export interface Cloud {
  /** Graph's address with its version; no slash at the end. */
  readonly graph: string;
  /** The token's audience. */
  readonly scope: string;
  /** Always https, as the identity library demands; with `insecure` the transport is http. */
  readonly authority: string;
  /**
   * The library knows Microsoft's own sign-in addresses. It would look others up at the public cloud, which it must
   * not.
   */
  readonly known: boolean;
  /** A test server on loopback: plain http. */
  readonly insecure: boolean;
}

/** `undefined` if the sign-in address is unknown and `authorityHost` does not name it. */
export function cloudOf(url: string, authorityHost: string | undefined): Cloud | undefined {
  const { origin, protocol, host, hostname, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '').replace(/\/v1\.0$/, '');
  const insecure = protocol === 'http:';
  if (insecure && !LOOPBACK.includes(hostname)) return undefined;
  const known = AUTHORITY_OF_GRAPH[hostname];
  const authority = insecure ? `https://${host}` : (authorityHost ?? known);
  if (authority === undefined) return undefined;
  return {
    graph: `${origin}${path}/v1.0`,
    scope: `${origin}/.default`,
    authority,
    known: Object.values(AUTHORITY_OF_GRAPH).includes(authority),
    insecure,
  };
}
