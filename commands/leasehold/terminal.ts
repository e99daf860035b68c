/** The capabilities of the terminal: width and colours. A file or a pipe has neither. */
import { readTerminalChoices } from '../../config/environment/cli.ts';

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

const CODES: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/** Width in columns; undefined if the stream is not a terminal. */
export function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns || 80 : undefined;
}

/** Colours a text on a terminal, unless NO_COLOR is set. */
export function painter(stream: NodeJS.WriteStream): (text: string, colour: Colour) => string {
  if (!stream.isTTY || !readTerminalChoices().colour) return (text) => text;
  return (text, colour) => `\u001b[${CODES[colour]}m${text}\u001b[0m`;
}
