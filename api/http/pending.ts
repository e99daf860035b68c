/** The answer when it is not known in time whether a decision counts. */
import { z } from 'zod';
import { type Reply, reply } from './route.ts';

export const pending = z
  .object({
    outcome: z.literal('pending'),
    detail: z.string().describe('a sentence: what happened, and what to do'),
    see: z.string().describe('address of what shows the decision when it counts'),
  })
  .meta({ id: 'Pending', description: 'It is not known yet whether the decision counts. A repeat counts once.' });

/** For the declaration of a route that may answer so. */
export const PENDING_HEADERS = { Location: 'of 202: what shows the decision when it counts' } as const;

export function pendingReply(see: string): Reply<202, z.input<typeof pending>> {
  const detail = `The decision was sent, and it is not known yet whether it counts: ${see} shows it when it does. A repeated decision counts once.`;
  return reply(202, { outcome: 'pending', detail, see }, { Location: see });
}
