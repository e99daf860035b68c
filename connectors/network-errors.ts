/** Failures below HTTP, described once for all connectors. */
import { errorChain } from '../domain/error-text.ts';

const CANCELLED = 'was not waited for: the call was cancelled';

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'dropped the connection',
  ERR_BAD_RESPONSE: 'dropped the connection',
  EPIPE: 'dropped the connection',
  UND_ERR_SOCKET: 'dropped the connection',
  ENOTFOUND: 'has an address that cannot be found',
  EAI_AGAIN: 'has an address that cannot be looked up right now',
  EHOSTUNREACH: 'cannot be reached over the network',
  ENETUNREACH: 'cannot be reached over the network',
  ETIMEDOUT: 'did not answer in time',
  ECONNABORTED: 'did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'did not answer in time',
  ERR_CANCELED: CANCELLED,
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a TLS certificate that is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a TLS certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a TLS certificate that is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a TLS certificate for another name',
};

/**
 * The failure on the wire, as the rest of a sentence that begins with the system's name; `undefined` for other errors.
 */
export function networkFailure(error: unknown): string | undefined {
  for (const each of errorChain(error)) {
    if (each.name === 'TimeoutError') return 'did not answer in time';
    if (each.name === 'AbortError') return CANCELLED;
    const code = 'code' in each && typeof each.code === 'string' ? each.code : undefined;
    const known = code === undefined ? undefined : SENTENCES[code];
    if (known !== undefined) return known;
  }
  // The word of undici and axios for errors without a code.
  const unknown = error instanceof Error && (error.message === 'fetch failed' || error.name === 'AxiosError');
  return unknown ? 'cannot be reached' : undefined;
}
