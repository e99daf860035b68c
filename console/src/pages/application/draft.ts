/** An application as its form holds it, before it is saved. */
import type { Schemas } from '../../api/client.ts';

export type Draft = Schemas['ApplicationToSave'];
