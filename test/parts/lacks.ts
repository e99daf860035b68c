import { inject } from 'vitest';
import type { Part, Shell } from './part.ts';

declare module 'vitest' {
  // Vitest's way to pass values from a global setup to tests. An empty string means a missing part.
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
 * Whether this machine lacks a part, for `describe.skipIf(lacks('chromium'))`. `npm test` lists the skipped suites at
 * its end, and fails for them if CI is set.
 */
export function lacks(...parts: readonly Exclude<Part, Shell>[]): boolean {
  return parts.some((part) => (part === 'postgres' ? inject('databaseUrl') : inject(part)) === '');
}
