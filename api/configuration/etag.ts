/** ETags by content, so that changes elsewhere in the configuration cause no conflict. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../store/audit/canonical.ts';

/** A strong ETag of a value, with its quotes. */
export function etagOf(value: unknown): string {
  return `"${createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32)}"`;
}

/** Whether an If-Match header matches this ETag. */
export function matches(ifMatch: string, etag: string): boolean {
  return ifMatch === '*' || ifMatch.split(',').some((each) => each.trim() === etag);
}
