/** Ctrl-C: ends with 130, and says what goes on without the command line. */
import { EXIT } from './failure.ts';
import { note } from './print.ts';
import { createProgress } from './progress.ts';

let goesOn: string | undefined;

/** What to say from now on when somebody presses Ctrl-C; undefined: nothing. */
export function whenInterrupted(sentence: string | undefined): void {
  goesOn = sentence;
}

export function endInterrupted(): never {
  createProgress().done();
  note(goesOn === undefined ? '' : `\n${goesOn}`);
  process.exit(EXIT.interrupted);
}
