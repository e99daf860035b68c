/** Why nothing was answered, in a sentence: which address, and what to do. */
import { errorChain, errorCode, errorText } from '../../domain/error-text.ts';

/** Certificates that nobody vouches for, by what OpenSSL calls them. */
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
    return `The certificate of ${url} is signed by nobody that this machine trusts: name the authority’s certificate in NODE_EXTRA_CA_CERTS.`;
  if (code?.startsWith('HPE_') || isNotHttp(error))
    return `What answers at ${url} does not speak HTTP: give the right --url.`;
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${url} has expired: renew it.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${url} is for another name: use the name that it is for in --url (or PUBLIC_URL).`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'EPROTO':
      return `${url} does not speak TLS: is it http://, not https://?`;
    case 'ECONNREFUSED':
      return `Leasehold does not answer at ${url}: nothing listens there. Start it (\`npm run serve\`), or give the right --url.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Leasehold does not answer at ${url}: nothing is known under that name. Give the right --url, or look at the network.`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `Leasehold does not answer at ${url}: it cannot be reached from here. Look at the network and its firewalls, or give the right --url.`;
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return `${url} took the question and has not answered it for minutes; look at Leasehold’s log.`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return `${url} broke the connection off: it is starting or stopping, or does not speak HTTP${url.startsWith('http:') ? ' (https://?)' : ''}.`;
    default:
      return `Leasehold does not answer at ${url} (${code ?? errorText((error instanceof Error && error.cause) || error)}); is it running, and is --url right?`;
  }
}

/** Node 24 no longer gives the parser's error a code. */
function isNotHttp(error: unknown): boolean {
  return [...errorChain(error)].some(({ name }) => name === 'HTTPParserError');
}
