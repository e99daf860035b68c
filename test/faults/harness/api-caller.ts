/** Calls of the API as people make them during an outage: repeated until there is an answer. */
import { setTimeout as delay } from 'node:timers/promises';

export interface ApiAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the harness reads answers member by member.
  readonly body: any;
  /** When the answered attempt was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Whether an earlier attempt stayed without an answer and may have had its effect. */
  readonly uncertain: boolean;
}

export interface ApiCaller {
  /** @throws when there is no answer until the deadline. */
  call(method: string, path: string, token: string, body?: unknown): Promise<ApiAnswer>;
}

const ATTEMPT_MS = 20_000;
const AGAIN_AFTER_MS = 700;

/** @param deadline until when calls are repeated, in milliseconds since 1970. */
export function createApiCaller(url: string, deadline: () => number): ApiCaller {
  const attempt = async (method: string, path: string, token: string, body: unknown) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ATTEMPT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true && !text.includes('}\n{');
    return { status: response.status, body: json ? JSON.parse(text) : text };
  };
  return {
    async call(method, path, token, body) {
      let uncertain = false;
      for (;;) {
        const sentAt = Date.now();
        const answer = await attempt(method, path, token, body).catch(() => undefined);
        if (answer !== undefined && answer.status < 500 && answer.status !== 429)
          return { ...answer, sentAt, uncertain };
        // A refused connection has no effect, but it looks like one that was lost.
        uncertain = true;
        if (Date.now() > deadline()) throw new Error(`No answer to ${method} ${path} (${answer?.status ?? 'none'}).`);
        await delay(AGAIN_AFTER_MS);
      }
    },
  };
}
