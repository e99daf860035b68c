import { readFile } from 'node:fs/promises';
import { lastLine, runCommand } from '../../../commands/boot/run-command.ts';

export const MOST_LINES = 350;

/** Files and folders that may be longer, and why nobody splits them. */
const EXCEPT: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm writes it',
  'api/client/schema.d.ts': '`npm run openapi` writes it',
  'docs/openapi.json': '`npm run openapi` writes it',
  'store/database/migrations/meta/': 'drizzle-kit writes them',
  'test/histories/': 'recorded by `npm run record-history`',
  'test/contracts/jira-by-hand.json': 'one contract of Jira, beside its published ones',
};

/**
 * Looks for files under `folder` that git knows and that have more than `MOST_LINES` lines.
 * @returns one phrase a file, `file: n lines`; throws when git cannot list the files.
 */
export async function findLongFiles(folder: string): Promise<string[]> {
  const listed = await runCommand('git', ['ls-files', '-z'], { cwd: folder });
  if (!listed.ok) throw new Error(`git does not list the files of ${folder}: ${lastLine(listed)}`);
  const files = listed.output.split('\0').filter((file) => file !== '' && !mayBeLong(file));
  const found = await Promise.all(
    files.map(async (file) => {
      // Deleted in the working copy, or a picture: nothing to read.
      const text = await readFile(`${folder}/${file}`, 'utf8').catch(() => '');
      const lines = text.includes('\0') ? 0 : text.split('\n').length - 1;
      return lines > MOST_LINES ? [`${file}: ${lines} lines`] : [];
    }),
  );
  return found.flat();
}

function mayBeLong(file: string): boolean {
  return Object.keys(EXCEPT).some((except) => file === except || (except.endsWith('/') && file.startsWith(except)));
}
