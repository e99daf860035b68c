/**
 * `npm run bench [-- --quick] [-- --console] [-- --grants]`: a table for people and one JSON line per figure. Both sides run
 * alternately on the same server.
 */
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { setUpTemporal } from '../../commands/boot/set-up-temporal.ts';
import { startDevServer } from '../parts/dev-server.ts';
import { findTemporalCli } from '../parts/temporal-cli.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import type { WorldServer } from '../support/world.ts';
import { consoleFigures } from './console-speed.ts';
import { grantReadings } from './grants.ts';
import { bareIntake, webhookIntake } from './intake.ts';
import { bareLifecycles, type Contestant, ourLifecycles } from './lifecycles.ts';
import { planningSpans } from './planning.ts';

interface Figure {
  readonly figure: string;
  /** Medians, per second. */
  readonly value: number;
  readonly baseline: number;
  /** Median of the rounds' ratios, with minimum and maximum. */
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly reach: number;
  readonly reached: boolean;
}

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 3 : 5;

async function main(): Promise<void> {
  if (process.argv.includes('--console')) return print([await consoleFigures()]);
  if (process.argv.includes('--planning')) return print([planningSpans()]);
  if (process.argv.includes('--grants')) return print([await grantReadings()]);
  // First, while nothing else runs on this machine.
  const spans = planningSpans();
  const opened = await consoleFigures();
  const readings = await grantReadings();
  const server = await startDevServer({
    cli: await findTemporalCli({ log: console.error }),
    namespace: 'default',
    log: console.error,
  });
  quietRuntime();
  const connection = await Connection.connect({ address: server.address });
  const nativeConnection = await NativeConnection.connect({ address: server.address });
  try {
    await setUpTemporal(connection, 'default');
    const world: WorldServer = {
      client: new Client({ connection }),
      nativeConnection,
      namespace: 'default',
      currentTimeMs: async () => Date.now(),
    };
    const figures = [
      await measure(
        'lifecycles a second against a bare workflow',
        quick ? 30 : 60,
        0.85,
        await ourLifecycles(world),
        await bareLifecycles(world),
      ),
      await measure(
        'webhooks a second against bare signalWithStart',
        quick ? 150 : 400,
        0.9,
        await webhookIntake(world),
        await bareIntake(world),
      ),
    ];
    print([figures, spans, opened, readings]);
  } finally {
    await nativeConnection.close();
    await connection.close();
    await server.stop();
  }
}

function print(lists: readonly (readonly { readonly figure: string }[])[]): void {
  console.log('');
  for (const list of lists) console.table(Object.fromEntries(list.map(({ figure, ...rest }) => [figure, rest])));
  for (const figure of lists.flat()) console.log(JSON.stringify(figure));
}

/** Interleaved rounds, after one warm-up round. */
async function measure(
  figure: string,
  count: number,
  reach: number,
  ours: Contestant,
  bare: Contestant,
): Promise<Figure> {
  const rate = async (contestant: Contestant, round: number): Promise<number> => {
    const start = performance.now();
    await contestant.run(count, round);
    return count / ((performance.now() - start) / 1_000);
  };
  await rate(bare, 0);
  await rate(ours, 0);
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // The first side alternates by round.
    const first = round % 2 === 0 ? await rate(ours, round) : await rate(bare, round);
    const second = round % 2 === 0 ? await rate(bare, round) : await rate(ours, round);
    rounds.push(round % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first });
    console.error(
      `${figure}, round ${round}: ${rounds.at(-1)?.ours.toFixed(1)} against ${rounds.at(-1)?.bare.toFixed(1)}`,
    );
  }
  await ours.stop();
  await bare.stop();
  const ratios = rounds.map((round) => round.ours / round.bare).sort((a, b) => a - b);
  const ratio = median(ratios);
  return {
    figure,
    value: rounded(median(rounds.map((round) => round.ours))),
    baseline: rounded(median(rounds.map((round) => round.bare))),
    ratio: rounded(ratio),
    min: rounded(ratios[0] ?? 0),
    max: rounded(ratios.at(-1) ?? 0),
    reach,
    reached: ratio >= reach,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
