/** What the terminal can show: nothing of it when output goes to a file or a pipe. */
import { readTerminalChoices } from '../../config/environment/cli.ts';

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

const CODES: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/** Columns of the terminal; undefined when it is none. */
export function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns || 80 : undefined;
}

/** Colours a text on a terminal, unless NO_COLOR is set. */
export function painter(stream: NodeJS.WriteStream): (text: string, colour: Colour) => string {
  if (!stream.isTTY || !readTerminalChoices().colour) return (text) => text;
  return (text, colour) => `\u001b[${CODES[colour]}m${text}\u001b[0m`;
}
