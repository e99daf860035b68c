/** Rejects characters that Leasehold cannot store. */
import { LeaseholdError } from '../../domain/errors.ts';

/** U+0000, lone surrogates, and the two noncharacters that YAML forbids. */
const UNUSABLE = /[\0\ufffe\uffff]|\p{Surrogate}/u;

/** Far deeper than any document. Deeper nesting would exhaust the stack. */
const DEEPEST = 64;

/** @throws LeaseholdError LH_BAD_REQUEST when a key or text contains one, or the value is nested too deep. */
export function requireUsable(value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new LeaseholdError('LH_BAD_REQUEST', `The body is nested deeper than ${DEEPEST} levels.`);
  if (typeof value === 'string') {
    if (UNUSABLE.test(value))
      throw new LeaseholdError(
        'LH_BAD_REQUEST',
        'A text contains a null character, a lone surrogate or a noncharacter (U+FFFE, U+FFFF). Remove it.',
      );
  } else if (Array.isArray(value)) for (const item of value) requireUsable(item, depth + 1);
  else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, member] of Object.entries(value)) {
      requireUsable(key);
      requireUsable(member, depth + 1);
    }
  }
}
