import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { lastLine, runCommand } from '../../../commands/boot/run-command.ts';

/**
 * Strings that must not be committed: paths of a checkout or home, and registry hosts. Joined from parts, so that this
 * file passes its own check.
 */
const REGISTRY_HOSTS = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['repo1', 'maven', 'org'],
  ['repo', 'maven', 'apache', 'org'],
  ['proxy', 'golang', 'org'],
  ['sum', 'golang', 'org'],
  ['deb', 'debian', 'org'],
  ['pypi', 'org'],
].map((labels) => labels.join('.'));

/**
 * Searches the committed files under `folder` for machine paths, registry hosts and resolved addresses.
 * @returns one sentence per leak, `file:line: …`.
 * @throws if git cannot list the files.
 */
export async function findLeaks(folder: string): Promise<string[]> {
  const listed = await runCommand('git', ['ls-files', '-z'], { cwd: folder });
  if (!listed.ok) throw new Error(`git does not list the files of ${folder}: ${lastLine(listed)}`);
  const files = listed.output.split('\0').filter((file) => file !== '');
  const leaks = await Promise.all(files.map((file) => leaksIn(folder, file)));
  return leaks.flat();
}

async function leaksIn(folder: string, file: string): Promise<string[]> {
  // A file that is deleted in the working copy, or a picture.
  const text = await readFile(`${folder}/${file}`, 'utf8').catch(() => '');
  if (text.includes('\0')) return [];
  const places = [folder, homedir()].filter((place) => place.length > 1);
  return text.split('\n').flatMap((line, index) => {
    const where = `${file}:${index + 1}`;
    const host = REGISTRY_HOSTS.find((name) => line.includes(name));
    if (host !== undefined) return [`${where}: names the registry ${host}`];
    if (places.some((place) => namesFolder(line, place)) || /(^|[\s'"`(=:])\/(home|Users)\/[\w.-]+\//.test(line))
      return [`${where}: names a folder of one machine`];
    if (file === 'package-lock.json' && line.includes('"resolved": "http')) return [`${where}: has a resolved address`];
    return [];
  });
}

function namesFolder(line: string, folder: string): boolean {
  const at = line.indexOf(folder);
  return at >= 0 && !/[\w-]/.test(line[at - 1] ?? '') && !/[\w-]/.test(line[at + folder.length] ?? '');
}
