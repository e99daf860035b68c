/** Reads and checks a configuration file or standard input. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Document, isDocument } from '../../config/document/edit-document.ts';
import { type Check, checkText, problemLine } from '../../config/document/problems.ts';
import { CliError } from './failure.ts';
import { counted, note } from './print.ts';

export interface ConfigurationFile {
  /** The file, or `standard input`. */
  readonly name: string;
  readonly text: string;
  readonly document: Document;
}

/** @param file `-` for standard input. */
export async function readText(file: string): Promise<{ readonly name: string; readonly text: string }> {
  try {
    if (file === '-') return { name: 'standard input', text: readFileSync(0, 'utf8') };
    return { name: file, text: await readFile(file, 'utf8') };
  } catch (error) {
    throw new CliError(`${file} cannot be read. Check the path.`, { cause: error });
  }
}

/** Prints problems and warnings, one per line. */
export function tellCheck(name: string, { problems, warnings }: Check): void {
  for (const each of warnings) note(`warning: ${problemLine(name, each)}`);
  for (const each of problems) note(problemLine(name, each));
}

/** @throws CliError with all problems when the file is invalid. */
export async function readUsable(file: string, json: boolean): Promise<ConfigurationFile> {
  const { name, text } = await readText(file);
  const check = checkText(text);
  if (!json) tellCheck(name, check);
  const { problems, document } = check;
  if (problems.length > 0 || !isDocument(document)) throw unusable(name, check, json);
  return { name, text, document };
}

/** @param told whether the failure carries the problems, for scripts that have not seen them printed. */
export function unusable(name: string, { problems }: Pick<Check, 'problems'>, withProblems: boolean): CliError {
  return new CliError(
    `${name} cannot be used: ${counted(problems.length, 'problem')}.`,
    withProblems ? { code: 'LH_INVALID', problems } : {},
  );
}
