/** Sessions of people who signed in: wholly in an encrypted cookie, so that any API process knows them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { openCookie, sealCookie } from './sealed-cookie.ts';

/** Lifetimes unless the configuration sets others, in milliseconds. */
const IDLE_MS = 60 * 60_000;
const MAX_MS = 12 * 60 * 60_000;

/** How stale the note of the last use may be, in milliseconds: not every answer carries a new cookie. */
const NOTED_EVERY_MS = 60_000;

const content = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().optional(),
  /** Where they signed in: the issuer, or `local`. A session of another place is none. */
  place: z.string(),
  /** Those values of their claims that the configuration gave a role to when they signed in. */
  claims: z.record(z.string(), z.array(z.string())),
  csrf: z.string(),
  begunAt: z.number(),
  seenAt: z.number(),
});

export type Session = z.output<typeof content>;

/** Who signed in, as the place says where they did. */
export type SignedIn = Pick<Session, 'email' | 'name' | 'place' | 'claims'>;

/** When a session ends if nothing more is done (milliseconds since the epoch). */
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

/** The session of a request; `undefined` without one, or when it is over or was signed out of. */
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

/** Notes that the session is in use, so that it does not end for idleness. */
export async function keepSession(services: Services, response: Response, session: Session): Promise<void> {
  const now = services.now().getTime();
  if (now - session.seenAt < NOTED_EVERY_MS) return;
  await write(services, response, { ...session, seenAt: now });
}

/** Ends it everywhere: a copy of the cookie is worth nothing any more. */
export async function endSession(services: Services, response: Response, session: Session): Promise<void> {
  const now = services.now();
  const until = new Date(Math.max(await endOf(services, session), now.getTime()) + MAX_MS);
  await services.store.sessions.end(session.id, until.toISOString(), now.toISOString());
  clearCookie(response, 'session', services.secure);
}

/** Where people sign in now. */
async function placeOf(services: Services): Promise<string | undefined> {
  const { auth } = (await services.configuration()).configuration;
  return auth?.oidc.issuer ?? (services.localSignIn.length > 0 ? 'local' : undefined);
}

async function write(services: Services, response: Response, session: Session): Promise<void> {
  const end = new Date(await endOf(services, session));
  const sealed = await sealCookie(services.sessionKey, 'session', session, end);
  setCookie(response, 'session', services.secure, sealed, end.getTime() - services.now().getTime());
}
