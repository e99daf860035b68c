/** The approvals that a stage requires, as people type them: `2`, `all`, or `1 each`. */
import type { Schemas } from '../../api/client.ts';

type Require = NonNullable<Schemas['Rule']['approval']>['stages'][number]['require'];

/** Anything else is 1. */
export function readRequire(text: string): Require {
  const [, number = '1', each] = /^\s*(\d+)\s*(each)?\s*$/i.exec(text) ?? [];
  const count = Math.max(1, Number(number));
  if (each !== undefined) return { each: count };
  return text.trim().toLowerCase() === 'all' ? 'all' : count;
}

export function writeRequire(require: Require = 1): string {
  return typeof require === 'object' ? `${require.each} each` : String(require);
}
