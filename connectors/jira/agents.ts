/** HTTP agents with a connect timeout. jira.js (axios) can limit only the whole call. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';

/** @param connectTimeoutMs time limit for a connection, TLS included, in milliseconds. */
export function boundedAgents(connectTimeoutMs: number): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  class BoundedHttpAgent extends HttpAgent {
    override createConnection(...args: Parameters<HttpAgent['createConnection']>) {
      return bounded(super.createConnection(...args), 'connect', connectTimeoutMs);
    }
  }
  class BoundedHttpsAgent extends HttpsAgent {
    override createConnection(...args: Parameters<HttpsAgent['createConnection']>) {
      return bounded(super.createConnection(...args), 'secureConnect', connectTimeoutMs);
    }
  }
  return {
    httpAgent: new BoundedHttpAgent({ keepAlive: true }),
    httpsAgent: new BoundedHttpsAgent({ keepAlive: true }),
  };
}

function bounded<Stream>(socket: Stream, connected: string, timeoutMs: number): Stream {
  if (!(socket instanceof Socket)) return socket;
  const error = Object.assign(new Error('The connection was not made in time.'), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => socket.destroy(error), timeoutMs);
  const stop = (): void => clearTimeout(timer);
  socket.once(connected, stop).once('close', stop);
  return socket;
}
