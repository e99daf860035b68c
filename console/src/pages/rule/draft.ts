/** A rule as its editor holds it, before it is saved: anything may still be missing. */
import type { Schemas } from '../../api/client.ts';

export type RuleDraft = Partial<Schemas['Rule']>;
