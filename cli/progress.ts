/** What a person at a terminal sees while something takes long; nothing goes to a file or a pipe. */

export interface Progress {
  /** Shows what is being done, in the place of what was shown before. */
  say(line: string): void;
  /** Clears the line, so that output can follow. */
  done(): void;
}

export function createProgress(): Progress {
  const { stderr } = process;
  const clear = (): void => {
    if (stderr.isTTY) stderr.write('\r\u001b[K');
  };
  return {
    say(line) {
      clear();
      if (stderr.isTTY) stderr.write(`${line} …`.slice(0, (stderr.columns ?? 80) - 1));
    },
    done: clear,
  };
}
