import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readToolchain } from '../../config/environment/toolchain.ts';

/** The first executable file of one of these names on the PATH, names in order of preference; undefined if there is none. */
export function findOnPath(...names: readonly string[]): string | undefined {
  const endings = delimiter === ';' ? ['.exe', '.cmd', ''] : [''];
  for (const name of names) {
    for (const folder of readToolchain().path) {
      const found = endings.map((ending) => join(folder, name + ending)).find(isExecutable);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Whether a path is a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
