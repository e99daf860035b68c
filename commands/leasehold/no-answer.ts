/** Explains a failed connection in a sentence: the address, and what to do. */
import { errorChain, errorCode, errorText } from '../../domain/error-text.ts';

/** OpenSSL's codes for untrusted certificates. */
const NOT_TRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
];

/** @param error what `fetch` threw. */
export function connectionSentence(url: string, error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined && NOT_TRUSTED.includes(code))
    return `This machine does not trust the issuer of the certificate of ${url}. Add the issuer’s certificate with NODE_EXTRA_CA_CERTS.`;
  if (code?.startsWith('HPE_') || isNotHttp(error)) return `The server at ${url} does not speak HTTP. Correct --url.`;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${url} has expired. Renew it.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${url} is for another name. Use that name in --url (or PUBLIC_URL).`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'EPROTO':
      return `${url} does not speak TLS. Try http:// instead of https://.`;
    case 'ECONNREFUSED':
      return `Leasehold does not answer at ${url}: the connection was refused. Start it (\`npm run serve\`), or correct --url.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Leasehold does not answer at ${url}: the host name is unknown. Correct --url, or check the network.`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `Leasehold does not answer at ${url}: the host is unreachable. Check the network and its firewalls, or correct --url.`;
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return `${url} accepted the request but has not answered for minutes. Check Leasehold’s log.`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return `${url} closed the connection: it is starting or stopping, or does not speak HTTP${url.startsWith('http:') ? ' (https://?)' : ''}.`;
    default:
      return `Leasehold does not answer at ${url} (${code ?? errorText((error instanceof Error && error.cause) || error)}). Check that it runs, and check --url.`;
  }
}

/** Node 24 no longer gives the parser's error a code. */
function isNotHttp(error: unknown): boolean {
  return [...errorChain(error)].some(({ name }) => name === 'HTTPParserError');
}
