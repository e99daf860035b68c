/**
 * Makes a simulator fail on request: a given call, in a given way, a given number of times. Tests can read back the
 * fired faults and all requests.
 */
import { setTimeout as delay } from 'node:timers/promises';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';

export type Fault = '401' | '403' | '429' | '500' | '503' | 'slow' | 'drop-before' | 'drop-after-effect' | 'page';

export interface Misbehaviour {
  /**
   * Method and path, and the operation if the vendor has one path for all; `*` matches anything: `PUT
   * /api/v1/groups/*`.
   */
  readonly match: string;
  readonly fault: Fault;
  /** The number of requests that fail; unlimited unless given. */
  readonly times?: number;
  /** With `slow`: milliseconds before the answer. */
  readonly delayMs?: number;
  /** With `429`: seconds until the limit lifts. */
  readonly retryAfterSeconds?: number;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** The vendor's name of the request, if one path serves all: `AWSIdentityStore.ListUsers`. */
  readonly operation?: string;
  status: number;
  answer?: unknown;
}

/** Writes a failure in the vendor's format. */
export type RenderFault = (response: Response, status: number, retryAfterSeconds: number) => void;

export interface Misbehaving {
  readonly middleware: RequestHandler;
  /** `/__misbehave` and `/__requests`. */
  readonly routes: Router;
  readonly requests: readonly RecordedRequest[];
  add(misbehaviour: Misbehaviour): void;
  clear(): void;
  /** Resolves when every delayed request has been handed on. Until then it may still take effect. */
  settled(): Promise<void>;
  /** How often each fault fired, in the order in which they were added. */
  fired(): readonly { readonly match: string; readonly fault: Fault; readonly fired: number }[];
}

/** The maximum number of remembered requests, because a demo runs for days. */
const REMEMBER = 5_000;

/** @param operationOf the vendor's name of a request, if method and path do not identify it. */
export function createMisbehaving(
  render: RenderFault,
  operationOf: (request: Request) => string | undefined = () => undefined,
): Misbehaving {
  let active: (Misbehaviour & { fired: number })[] = [];
  const requests: RecordedRequest[] = [];
  const slowed = new Set<Promise<void>>();

  const add = (misbehaviour: Misbehaviour): void => {
    active.push({ ...misbehaviour, fired: 0 });
  };
  const clear = (): void => {
    active = [];
  };
  const fired = () => active.map(({ match, fault, fired: count }) => ({ match, fault, fired: count }));

  const middleware: RequestHandler = (request, response, next) => {
    // The router may be mounted below the root, but tests and contracts use the whole path.
    const path = request.baseUrl + request.path;
    if (path.startsWith('/__')) return next();
    const operation = operationOf(request);
    const record: RecordedRequest = {
      method: request.method,
      path,
      query: request.query,
      body: request.body,
      ...(operation === undefined ? {} : { operation }),
      status: 0,
    };
    requests.push(record);
    if (requests.length > REMEMBER) requests.shift();
    remember(response, record);
    const line = [request.method, path, operation].filter((each) => each !== undefined).join(' ');
    const hit = active.find(
      (each) => matches(each.match, line) && each.fired < (each.times ?? Number.POSITIVE_INFINITY),
    );
    if (hit === undefined) return next();
    hit.fired += 1;
    switch (hit.fault) {
      case 'slow': {
        const handed = delay(hit.delayMs ?? 60_000, undefined, { ref: false }).then(() => next());
        slowed.add(handed);
        handed.finally(() => slowed.delete(handed));
        return;
      }
      case 'page':
        // A proxy answers in the vendor's place, so the vendor never saw the request.
        requests.pop();
        response.status(200).type('html').send('<!doctype html><title>Sign in to the network</title>');
        return;
      case 'drop-before':
        request.socket.destroy();
        return;
      case 'drop-after-effect':
        // The handler runs and changes the state; only its answer is lost.
        response.json = dropping(response);
        response.send = dropping(response);
        response.end = dropping(response) as Response['end'];
        return next();
      default:
        render(response, Number(hit.fault), hit.retryAfterSeconds ?? 1);
    }
  };

  const routes = express.Router();
  routes.post('/__misbehave', express.json(), (request, response) => {
    add(request.body as Misbehaviour);
    response.status(201).json(fired());
  });
  routes.get('/__misbehave', (_request, response) => {
    response.json(fired());
  });
  routes.delete('/__misbehave', (_request, response) => {
    clear();
    response.status(204).end();
  });
  routes.get('/__requests', (_request, response) => {
    response.json(requests);
  });
  const settled = async (): Promise<void> => {
    await Promise.all(slowed);
  };
  return { middleware, routes, requests, add, clear, settled, fired };
}

function matches(pattern: string, line: string): boolean {
  const expression = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`).test(line);
}

/** Counts only completed answers. A client that disconnects gets none. */
function remember(response: Response, record: RecordedRequest): void {
  const json = response.json.bind(response);
  let answer: { readonly body: unknown } | undefined;
  response.json = (body) => {
    answer = { body };
    return json(body);
  };
  const send = response.send.bind(response);
  response.send = (body) => {
    // A body that is not JSON (XML, for example) stays text.
    if (typeof body === 'string') answer ??= { body };
    return send(body);
  };
  response.on('finish', () => {
    record.status = response.statusCode;
    if (answer !== undefined) record.answer = answer.body;
  });
}

function dropping(response: Response): () => Response {
  return () => {
    response.socket?.destroy();
    return response;
  };
}
