/** One stream of server-sent events: filtered by permission, with heartbeats, until the reader is signed out. */
import type { Request, Response } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { identify } from '../auth/authenticate.ts';
import type { Principal } from '../auth/principal.ts';
import { type Action, owns, scopeOf } from '../authorization.ts';
import { isPartOf } from '../requests/reach.ts';
import type { Services } from '../services.ts';
import { type Change, changesOf, eventText, seqOf, toEventText } from './change.ts';

/** Heartbeat interval, in milliseconds. Heartbeats keep proxies from closing the connection, and detect a sign-out. */
const HEARTBEAT_MS = 15_000;
/** How far back an interrupted stream is continued, in audit rows. Beyond that, the reader must reload. */
const RESUME_ROWS = 1_000;
/** Buffer limit of a slow reader, in bytes. Beyond it the stream is closed; the reader reconnects and continues. */
const WAITING_BYTES = 1024 * 1024;
/** Open streams per person or token in one process. */
const STREAMS_EACH = 20;

const open = new WeakMap<Services, Map<string, number>>();

/** Streams until the reader disconnects. @param resume the last number that the reader has seen. */
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
  // In sequence: missed events, then new ones, with heartbeats in between.
  let told: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>): void => {
    told = told.then(work).catch((error) => {
      services.log.warn({ error: String(error) }, 'An event stream was interrupted');
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
      // Nginx would buffer the events.
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

/** Sends missed events, or a reset if there are too many, and returns the number to continue from. */
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

/** Uses the same permission table as the routes. */
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
    throw new LeaseholdError('LH_TOO_MANY_REQUESTS', `You have ${taken} open streams. Close some.`, { retryAfter: 5 });
  streams.set(name, taken + 1);
  return () => {
    const left = (streams.get(name) ?? 1) - 1;
    if (left === 0) streams.delete(name);
    else streams.set(name, left);
  };
}
