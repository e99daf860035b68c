import { defineConfig } from 'vitest/config';

/** Only the tests of `domain/`: a decision that other tests alone guard is not guarded where it is made. */
export default defineConfig({
  test: {
    include: ['domain/**/*.test.ts'],
    // The deciding code is pure, so that loading it again for each change is lost time.
    poolOptions: { threads: { isolate: false } },
  },
});
