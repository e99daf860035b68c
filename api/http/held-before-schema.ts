/** Schema of access that a subject holds already, outside Leasehold. */
import { z } from 'zod';

export const heldBefore = z.array(
  z
    .object({
      application: z.string(),
      accessLevel: z.string(),
      whole: z.boolean().describe('the whole level, as strong as planned or stronger'),
      keep: z.boolean().describe('whether it stays when the access ends'),
      sentence: z.string(),
    })
    .meta({ id: 'HeldBefore' }),
);
