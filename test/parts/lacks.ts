import { inject } from 'vitest';
import type { Part, Shell } from './part.ts';

declare module 'vitest' {
  // Vitest's way to hand values from a global setup to tests: a missing part is an empty string.
  export interface ProvidedContext {
    temporalCli: string;
    temporalAddress: string;
    temporalUiUrl: string;
    timeSkippingServer: string;
    databaseUrl: string;
    chromium: string;
    /** The Python that has it. */
    schemathesis: string;
  }
}

/**
 * Whether this machine lacks a part, for `describe.skipIf(lacks('chromium'))`. What is skipped is told at the end of
 * `npm test`, and is a failure there when CI is set.
 */
export function lacks(...parts: readonly Exclude<Part, Shell>[]): boolean {
  return parts.some((part) => (part === 'postgres' ? inject('databaseUrl') : inject(part)) === '');
}
