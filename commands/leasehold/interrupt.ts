/** Ctrl-C: exits with 130, and reports an operation that continues. */
import { EXIT } from './failure.ts';
import { note } from './print.ts';
import { createProgress } from './progress.ts';

let goesOn: string | undefined;

/** Sets the text that Ctrl-C prints; undefined for none. */
export function whenInterrupted(sentence: string | undefined): void {
  goesOn = sentence;
}

export function endInterrupted(): never {
  createProgress().done();
  note(goesOn === undefined ? '' : `\n${goesOn}`);
  process.exit(EXIT.interrupted);
}
