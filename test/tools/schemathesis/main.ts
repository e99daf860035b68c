/**
 * `npm run test:schemathesis`: Schemathesis calls every operation of /openapi.json for five minutes, with valid and
 * invalid values, and every answer must be in the document. `-- --seconds 60` makes it shorter.
 */
import { Command, InvalidArgumentError } from 'commander';
import { errorText } from '../../../domain/error-text.ts';
import { keepConfiguration, seed } from './company.ts';
import { type PassResult, runPass } from './run.ts';
import type { Pass } from './settings.ts';
import { startOwnStack } from './stack.ts';
import { findSchemathesis } from './tool.ts';

const say = (line: string): void => console.log(line);

/** Mostly with full permissions, the rest with few. */
function passesOf(seconds: number, seedNumber: number): readonly Pass[] {
  const share = (part: number): number => Math.max(10, Math.round(seconds * part));
  return [
    { name: 'admin', token: 'demo-admin', seed: seedNumber, amount: { seconds: share(0.7) } },
    { name: 'owner', token: 'demo-owner', seed: seedNumber, amount: { seconds: share(0.15) } },
    { name: 'approver', token: 'demo-lead', seed: seedNumber, amount: { seconds: share(0.15) } },
  ];
}

async function main(): Promise<void> {
  const whole = (text: string): number => {
    if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('must be a whole number');
    return Number(text);
  };
  const { seconds, seed: seedNumber } = new Command('test:schemathesis')
    .option('--seconds <number>', 'how long all passes take together', whole, 300)
    .option('--seed <number>', 'another seed makes other calls', whole, 7)
    .parse()
    .opts<{ seconds: number; seed: number }>();
  const tool = await findSchemathesis({ log: say });
  if ('missing' in tool) throw new Error(`There is no Schemathesis: ${tool.missing}.`);
  say('Starting Temporal, the simulated vendors and Leasehold …');
  const stack = await startOwnStack(say);
  // Its parts are in process groups of their own, so Ctrl-C does not reach them.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stack.stop(false).finally(() => process.exit(130)));
  try {
    const restore = await keepConfiguration(stack);
    const results: PassResult[] = [];
    for (const pass of passesOf(seconds, seedNumber)) {
      await restore();
      const known = await seed(stack);
      say(`As ${pass.name} …`);
      const result = await runPass(tool.path, stack.url, pass, known);
      if (!result.ok) say(result.output);
      results.push(result);
    }
    for (const { pass, cases, operations, findings } of results)
      say(
        `${pass.name}: ${cases} cases, ${operations.tested} of ${operations.total} operations, ${findings.length} findings`,
      );
    if (results.some((result) => !result.ok)) {
      say(`The log of Leasehold is ${stack.logFile}.`);
      process.exitCode = 1;
    }
  } finally {
    await stack.stop(process.exitCode !== undefined);
  }
}

main().catch((error: unknown) => {
  console.error(errorText(error));
  process.exitCode = 1;
});
