/** One stream of server-sent events: what its reader may know of, with a sign of life, until they are signed out. */
import type { Request, Response } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { identify } from '../auth/authenticate.ts';
import type { Principal } from '../auth/principal.ts';
import { type Action, owns, scopeOf } from '../authorization.ts';
import { isPartOf } from '../requests/reach.ts';
import type { Services } from '../services.ts';
import { type Change, changesOf, eventText, seqOf, toEventText } from './change.ts';

/** Proxies cut silent connections; and whoever was signed out is noticed. In milliseconds. */
const HEARTBEAT_MS = 15_000;
/** How far back a stream that was cut off is continued, in rows of the trail; beyond, the reader must load anew. */
const RESUME_ROWS = 1_000;
/** What may wait for a slow reader, in bytes, before it is cut off; it comes back and continues. */
const WAITING_BYTES = 1024 * 1024;
/** How many streams one person or token may have open in one process. */
const STREAMS_EACH = 20;

const open = new WeakMap<Services, Map<string, number>>();

/** Streams until the reader goes away. @param resume the last number that the reader has seen. */
export async function stream(
  services: Services,
  principal: Principal,
  request: Request,
  response: Response,
  resume: number | undefined,
): Promise<void> {
  const gone = new AbortController();
  const atEnd = (work: () => void): void => {
    if (gone.signal.aborted) work();
    else gone.signal.addEventListener('abort', work);
  };
  response.once('close', () => gone.abort());
  atEnd(takeSlot(services, principal.name));
  let reader = principal;
  const write = (text: string): void => {
    if (response.writableLength > WAITING_BYTES) response.destroy();
    else response.write(text);
  };
  const tell = async (changes: readonly Change[]): Promise<void> => {
    for (const change of changes) if (await mayKnow(services, reader, change)) write(toEventText(change));
  };
  // One after the other: what was missed, then what happens, with the signs of life between.
  let told: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    told = told.then(work).catch((error) => {
      services.log.warn({ error: String(error) }, 'A stream of events was cut off');
      response.destroy();
    });
  };
  const subscribing = services.feed.subscribe((changes) => enqueue(() => tell(changes)));
  enqueue(async () => {
    const subscription = await subscribing.catch(() => undefined);
    if (subscription === undefined) return;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // Nginx would keep the events back.
      'X-Accel-Buffering': 'no',
    });
    await greet(services, subscription.from, resume, write, tell);
  });
  atEnd((await subscribing).stop);

  const heartbeat = setInterval(() => {
    enqueue(async () => {
      const known = await identify(services, request);
      if (known === undefined) response.end();
      else {
        reader = known.principal;
        write(': still here\n\n');
      }
    });
  }, HEARTBEAT_MS);
  atEnd(() => clearInterval(heartbeat));
  const end = (): void => void response.end();
  services.feed.closed.addEventListener('abort', end);
  atEnd(() => services.feed.closed.removeEventListener('abort', end));
}

/** What was missed, or that too much was; and from where on the reader is told everything. */
async function greet(
  { store }: Services,
  from: number,
  resume: number | undefined,
  write: (text: string) => void,
  tell: (changes: readonly Change[]) => Promise<void>,
): Promise<void> {
  write('retry: 2000\n\n');
  if (resume !== undefined && from - resume > RESUME_ROWS) write(eventText('reset', {}));
  else if (resume !== undefined && resume < from) {
    const rows = await store.audit.after(resume, RESUME_ROWS);
    const missed = await changesOf(
      rows.filter((row) => row.seq <= from),
      store,
    );
    await tell(missed.filter((change) => seqOf(change) > resume));
  }
  write(eventText('ready', {}, from));
}

/** By the same table as everything else. */
async function mayKnow(services: Services, reader: Principal, change: Change): Promise<boolean> {
  const within = async (action: Action, application: string | null): Promise<boolean> => {
    const scope = scopeOf(reader.role, action);
    if (scope !== 'own') return scope === 'any';
    return owns(reader, application, (await services.configuration()).configuration.policy);
  };
  switch (change.kind) {
    case 'request':
      return isPartOf(reader, change.request) || within('requests.read', change.request.application);
    case 'grant':
      return change.subject === normalizeEmail(reader.name) || within('grants.read', change.application);
    case 'revocation':
      return samePerson(change.progress.by, reader.name) || scopeOf(reader.role, 'revocations.read') === 'any';
    case 'configuration':
      return within('configuration.read', null);
  }
}

function takeSlot(services: Services, name: string): () => void {
  const streams = open.get(services) ?? new Map<string, number>();
  open.set(services, streams);
  const taken = streams.get(name) ?? 0;
  if (taken >= STREAMS_EACH)
    throw new LeaseholdError('LH_TOO_MANY_REQUESTS', `You have ${taken} streams open; close some.`, { retryAfter: 5 });
  streams.set(name, taken + 1);
  return () => {
    const left = (streams.get(name) ?? 1) - 1;
    if (left === 0) streams.delete(name);
    else streams.set(name, left);
  };
}
