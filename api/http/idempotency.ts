/** Idempotency-Key: a repeated POST with the same key gets the first response, and its effect happens once. */
import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { canonicalJson } from '../../store/audit/canonical.ts';
import type { HttpContext } from './context.ts';
import { type AnyDeclaration, type AnyReply, type Reply, SENT } from './route.ts';

/** Retention of responses, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;
/** Time after which an unfinished call counts as lost, in milliseconds: longer than any deadline. */
const WORKING_MS = 5 * 60_000;
const KEY = /^[!-~]{1,255}$/;

/** Returns the stored response of the key, or handles the call and stores its response. */
export async function once(
  services: HttpContext,
  declaration: AnyDeclaration,
  principal: string,
  request: Request,
  handle: () => Promise<AnyReply>,
): Promise<AnyReply> {
  const key = request.get('idempotency-key');
  if (declaration.method !== 'post' || key === undefined) return handle();
  if (!KEY.test(key))
    throw new LeaseholdError('LH_BAD_REQUEST', 'Idempotency-Key: 1 to 255 visible characters, e.g. a UUID.');
  const { answers } = services.store;
  const now = services.now().getTime();
  const since = (ms: number): string => new Date(now - ms).toISOString();
  const claim = await answers.claim(
    { principal, key, fingerprint: fingerprintOf(services, request) },
    { now: since(0), keptSince: since(KEPT_MS), workingSince: since(WORKING_MS) },
  );
  switch (claim.outcome) {
    case 'other':
      throw new LeaseholdError('LH_KEY_REUSED', 'This Idempotency-Key was used for another request. Use a new one.');
    case 'running':
      throw new LeaseholdError(
        'LH_CONFLICT',
        'The first request with this Idempotency-Key is still running. Try again.',
      );
    case 'answered':
      if (declaration.notRepeatable !== undefined) throw new LeaseholdError('LH_CONFLICT', declaration.notRepeatable);
      return { ...claim.answer, headers: { ...claim.answer.headers, 'Idempotency-Replayed': 'true' } };
    case 'ours':
  }
  try {
    const reply = await handle();
    if (reply === SENT || declaration.unsettled?.includes(reply.status)) await answers.forget(principal, key);
    else await answers.keep(principal, key, kept(reply, declaration.notRepeatable === undefined));
    return reply;
  } catch (error) {
    // A refused request changed nothing, so the same key may be used again.
    await answers.forget(principal, key);
    throw error;
  }
}

function kept({ status, headers = {}, body }: Reply<number, unknown>, repeatable: boolean) {
  return { status, headers, body: repeatable ? (body ?? null) : null };
}

/** A keyed hash, because the body may contain a guessable secret. */
function fingerprintOf({ macKey }: HttpContext, request: Request): string {
  const text = canonicalJson([request.method, request.originalUrl, request.body ?? null]);
  return createHmac('sha256', macKey).update(text).digest('hex');
}
