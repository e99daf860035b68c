/** Keeps a second process out of the folder of the embedded database. Two at once destroy it. */
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';

/**
 * Takes the lock of a folder until the returned function is called or the process ends. The operating system holds it,
 * so a killed holder leaves no lock, and a suspended one keeps it. The file is never deleted: a process that waits on a
 * deleted file would lock something that nobody else sees.
 * @throws with a sentence that names the holder when another process has the lock.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'db.lock');
  const file = await open(path, 'a+');
  try {
    if (!tryLock(file.fd)) {
      const holder = (await file.readFile('utf8')).trim();
      throw new Error(
        `The embedded database in ${folder} is in use by ${holder || 'another process'}. Stop that process first, or set DATABASE_URL to a PostgreSQL, which several processes can share.`,
      );
    }
    await file.truncate();
    await file.write(`process ${process.pid} on ${hostname()}\n`);
  } catch (error) {
    await file.close();
    throw error;
  }
  return () => file.close();
}
