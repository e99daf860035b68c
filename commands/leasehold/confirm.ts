/** Asks for confirmation on a terminal. Scripts are never asked. */
import { createInterface } from 'node:readline/promises';
import { CliError } from './failure.ts';
import { endInterrupted } from './interrupt.ts';
import { note } from './print.ts';

/** Whether a person can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true;
}

/** @throws CliError when the answer is no. */
export async function confirm(question: string): Promise<void> {
  if (!(await saysYes(question))) throw new CliError('Nothing was done.');
}

export async function saysYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.once('SIGINT', endInterrupted);
  // Ctrl-D means no. It leaves the cursor on the line, so end the line.
  const closed = new Promise<string>((resolve) => {
    terminal.once('close', () => {
      note('');
      resolve('');
    });
  });
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
  terminal.removeAllListeners('close').close();
  return /^y(es)?$/i.test(answer.trim());
}
