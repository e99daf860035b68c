/** Idempotency-Key: who sends a POST again, with the same key, gets the first answer, and it happens once. */
import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { canonicalJson } from '../../store/audit/canonical.ts';
import type { HttpContext } from './context.ts';
import { type AnyDeclaration, type AnyReply, type Reply, SENT } from './route.ts';

/** How long an answer is kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;
/** How long a call is believed to be at work, in milliseconds: longer than any deadline of ours. */
const WORKING_MS = 5 * 60_000;
const KEY = /^[!-~]{1,255}$/;

/** Answers with what the key got before, or handles the call and keeps its answer. */
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
      throw new LeaseholdError('LH_KEY_REUSED', 'This Idempotency-Key was used for another request; take a new one.');
    case 'running':
      throw new LeaseholdError(
        'LH_CONFLICT',
        'The first request with this Idempotency-Key is still at work; ask again.',
      );
    case 'answered':
      if (declaration.notRepeatable !== undefined) throw new LeaseholdError('LH_CONFLICT', declaration.notRepeatable);
      return { ...claim.answer, headers: { ...claim.answer.headers, 'Idempotency-Replayed': 'true' } };
    case 'ours':
  }
  try {
    const reply = await handle();
    if (reply === SENT) await answers.forget(principal, key);
    else await answers.keep(principal, key, kept(reply, declaration.notRepeatable === undefined));
    return reply;
  } catch (error) {
    // A refusal changed nothing: the same key may try again when what was wrong is mended.
    await answers.forget(principal, key);
    throw error;
  }
}

function kept({ status, headers = {}, body }: Reply<number, unknown>, repeatable: boolean) {
  return { status, headers, body: repeatable ? (body ?? null) : null };
}

/** Keyed, because the body may hold a secret that can be guessed. */
function fingerprintOf({ macKey }: HttpContext, request: Request): string {
  const text = canonicalJson([request.method, request.originalUrl, request.body ?? null]);
  return createHmac('sha256', macKey).update(text).digest('hex');
}
