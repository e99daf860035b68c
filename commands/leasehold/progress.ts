/** What a person at a terminal sees while something takes long; nothing goes to a file or a pipe. */
import { onOneLine } from './readable.ts';
import { columnsOf } from './terminal.ts';

export interface Progress {
  /** Shows what is being done, in the place of what was shown before. */
  say(line: string): void;
  /** The same with a bar. */
  count(line: string, done: number, total: number): void;
  /** Clears the line, so that output can follow. */
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
