/** Sessions of signed-in people, kept in an encrypted cookie, so that every API process can read them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { openCookie, sealCookie } from './sealed-cookie.ts';

/** Default lifetimes, in milliseconds. */
const IDLE_MS = 60 * 60_000;
const MAX_MS = 12 * 60 * 60_000;

/** Interval at which the last use is updated, in milliseconds, so that not every response sets a cookie. */
const NOTED_EVERY_MS = 60_000;

const content = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().optional(),
  /** The issuer, or `local`. Sessions of another issuer are invalid. */
  place: z.string(),
  /** The claim values that had a role at sign-in. */
  claims: z.record(z.string(), z.array(z.string())),
  csrf: z.string(),
  begunAt: z.number(),
  seenAt: z.number(),
});

export type Session = z.output<typeof content>;

/** The person, as the issuer identifies them. */
export type SignedIn = Pick<Session, 'email' | 'name' | 'place' | 'claims'>;

/** The end of an idle session, in epoch milliseconds. */
export async function endOf(services: Services, session: Session): Promise<number> {
  const lifetimes = (await services.configuration()).configuration.auth?.session;
  const idleEnd = session.seenAt + (lifetimes?.idle ?? IDLE_MS);
  return Math.min(idleEnd, session.begunAt + (lifetimes?.max ?? MAX_MS));
}

export async function beginSession(services: Services, response: Response, who: SignedIn): Promise<Session> {
  const now = services.now().getTime();
  const csrf = randomBytes(24).toString('base64url');
  const session: Session = { ...who, id: randomUUID(), csrf, begunAt: now, seenAt: now };
  await write(services, response, session);
  return session;
}

/** The session of a request; `undefined` if there is none, or it has expired or was signed out. */
export async function readSession(services: Services, request: Request): Promise<Session | undefined> {
  const cookie = readCookie(request, 'session', services.secure);
  if (cookie === undefined) return undefined;
  const payload = await openCookie(services.sessionKey, 'session', cookie, services.now());
  const parsed = content.safeParse(payload);
  if (!parsed.success) return undefined;
  const session = parsed.data;
  if ((await endOf(services, session)) <= services.now().getTime()) return undefined;
  if (session.place !== (await placeOf(services))) return undefined;
  return (await services.store.sessions.hasEnded(session.id)) ? undefined : session;
}

/** Records the use of a session, which postpones its idle time-out. */
export async function keepSession(services: Services, response: Response, session: Session): Promise<void> {
  const now = services.now().getTime();
  if (now - session.seenAt < NOTED_EVERY_MS) return;
  await write(services, response, { ...session, seenAt: now });
}

/** Ends the session everywhere: copies of the cookie become invalid. */
export async function endSession(services: Services, response: Response, session: Session): Promise<void> {
  const now = services.now();
  const until = new Date(Math.max(await endOf(services, session), now.getTime()) + MAX_MS);
  await services.store.sessions.end(session.id, until.toISOString(), now.toISOString());
  clearCookie(response, 'session', services.secure);
}

/** The current issuer. */
async function placeOf(services: Services): Promise<string | undefined> {
  const { auth } = (await services.configuration()).configuration;
  return auth?.oidc.issuer ?? (services.localSignIn.length > 0 ? 'local' : undefined);
}

async function write(services: Services, response: Response, session: Session): Promise<void> {
  const end = new Date(await endOf(services, session));
  const sealed = await sealCookie(services.sessionKey, 'session', session, end);
  setCookie(response, 'session', services.secure, sealed, end.getTime() - services.now().getTime());
}
