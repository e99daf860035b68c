/** The `leasehold` command. Exit 0: done; 1: refused or failed; 2: wrong usage; 130: Ctrl-C. */
import type { GlobalOptions } from './context.ts';
import { EXIT, failureOf } from './failure.ts';
import { endInterrupted } from './interrupt.ts';
import { createProgram } from './program.ts';

const program = createProgram();

function fail(error: unknown): void {
  const { json = false, debug = false } = program.opts<GlobalOptions>();
  const { exitCode, text } = failureOf(error, { json, debug });
  if (text !== undefined) process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}

process.once('SIGINT', endInterrupted);
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of the output (`| head`) has closed the pipe.
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
}
