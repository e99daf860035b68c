import { defineConfig } from 'vitest/config';

/** In milliseconds: real servers, real clients, 2 cores. A condition that comes true late on a busy machine is true all the same. */
const SLOW = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000, interval: 50 } } };

/** One file after another, in one process: they share a server, or a time that is skipped. */
const SERIAL = { pool: 'forks' as const, poolOptions: { forks: { singleFork: true } } };

export default defineConfig({
  test: {
    pool: 'forks',
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    projects: [
      {
        // Needs no server: everything that is not in one of the folders below.
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.cache/**', 'test/{workflows,replay,e2e,faults}/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The real workflow code on a server that skips time, and recorded histories.
        test: {
          name: 'workflows',
          include: ['test/{workflows,replay}/**/*.test.ts'],
          globalSetup: 'test/support/setup-workflows.ts',
          sequence: { groupOrder: 1 },
          ...SLOW,
          ...SERIAL,
        },
      },
      {
        // The whole product over real HTTP, with a real dev server, PostgreSQL and a browser.
        test: {
          name: 'e2e',
          include: ['test/{e2e,faults}/**/*.test.ts'],
          globalSetup: 'test/support/setup-e2e.ts',
          setupFiles: 'test/support/environment.ts',
          sequence: { groupOrder: 2 },
          ...SLOW,
          ...SERIAL,
        },
      },
    ],
  },
});
