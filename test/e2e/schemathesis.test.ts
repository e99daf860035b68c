import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { demo } from '../demo/systems/github.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStackWith } from '../support/stack.ts';
import { keepConfiguration, seed } from '../tools/schemathesis/company.ts';
import { runPass } from '../tools/schemathesis/run.ts';

/** The short form of `npm run test:schemathesis`: the same calls every time, as long as the document stays the same. */
const SEED = 7;

describe.skipIf(lacks('temporalCli', 'postgres', 'schemathesis'))('the API under calls that nobody thought of', () => {
  let stack: Stack;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    // With the demo's sign-in page, so that it is called too.
    stack = await startStackWith(demo, { entry: 'test/demo/serve.ts' });
    restore = await keepConfiguration(stack);
  });
  afterAll(() => stack?.stop());

  test.each([
    { name: 'admin', token: 'demo-admin', each: 12 },
    { name: 'approver', token: 'demo-lead', each: 4 },
  ])(
    'gives only answers that its document has, to an $name',
    async ({ each, ...who }) => {
      await restore();
      const pass = { ...who, seed: SEED, amount: { each } };
      const result = await runPass(inject('schemathesis'), stack.url, pass, await seed(stack));
      expect(result.ok, result.output).toBe(true);
      expect(result.findings).toEqual([]);
      // A refused token or a wrong address would find nothing either.
      expect(result.operations.tested, result.output).toBe(result.operations.total);
      expect(result.cases).toBeGreaterThan(100);
    },
    300_000,
  );
});
