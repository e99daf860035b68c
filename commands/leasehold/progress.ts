/** Shows progress on a terminal; writes nothing to a file or a pipe. */
import { onOneLine } from './readable.ts';
import { columnsOf } from './terminal.ts';

export interface Progress {
  /** Shows the current step in place of the previous one. */
  say(line: string): void;
  /** Shows the current step with a progress bar. */
  count(line: string, done: number, total: number): void;
  /** Clears the line before other output. */
  done(): void;
}

const BAR = 20;

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const columns = (): number | undefined => columnsOf(stream);
  const clear = (): void => {
    if (columns() !== undefined) stream.write('\r\u001b[K');
  };
  const show = (line: string): void => {
    clear();
    const width = columns();
    if (width !== undefined) stream.write(onOneLine(line).slice(0, width - 1));
  };
  return {
    say: (line) => show(`${line} …`),
    count: (line, done, total) => show(`${line} ${bar(done, total)} ${done} of ${total}`),
    done: clear,
  };
}

/** `[#####...............]` */
export function bar(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.floor((BAR * Math.min(done, total)) / total);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}
