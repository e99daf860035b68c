/** The end of access. Access that was revoked early shows its actual end, not the end of its lease. */
import type { Schemas } from '../api/client.ts';
import { When } from './when.tsx';

export function GrantEnd({ grant }: { grant: Pick<Schemas['Grant'], 'state' | 'expiresAt' | 'leases'> }) {
  if (grant.state !== 'ended')
    return <When at={grant.expiresAt} none={grant.state === 'active' ? 'when revoked' : '—'} />;
  const ends = grant.leases.flatMap((lease) => (lease.endedAt === null ? [] : [lease.endedAt]));
  return <When at={ends.sort().at(-1)} />;
}
