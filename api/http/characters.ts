/** Characters that no part of Leasehold can keep: refused at the edge, where the caller learns of it. */
import { LeaseholdError } from '../../domain/errors.ts';

/** U+0000, half of a surrogate pair, and the two that are no characters and that YAML cannot have. */
const UNUSABLE = /[\0\ufffe\uffff]|\p{Surrogate}/u;

/** Far deeper than any document; what is nested deeper would exhaust whoever walks it. */
const DEEPEST = 64;

/** @throws LeaseholdError LH_BAD_REQUEST when any text in the value, key or member, has one, or it is nested too deep. */
export function requireUsable(value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new LeaseholdError('LH_BAD_REQUEST', `The body is nested deeper than ${DEEPEST} levels.`);
  if (typeof value === 'string') {
    if (UNUSABLE.test(value))
      throw new LeaseholdError(
        'LH_BAD_REQUEST',
        'A text holds a null character, half of a character or none at all (U+FFFE, U+FFFF); leave it out.',
      );
  } else if (Array.isArray(value)) for (const item of value) requireUsable(item, depth + 1);
  else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [key, member] of Object.entries(value)) {
      requireUsable(key);
      requireUsable(member, depth + 1);
    }
  }
}
