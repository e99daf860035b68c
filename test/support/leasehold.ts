/** Runs the `leasehold` command as a child process, with separate output streams. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface CommandRun {
  /** `null` if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAM = fileURLToPath(new URL('../../commands/leasehold/leasehold.mjs', import.meta.url));

/** @param options.env variables in addition to those of this process; `undefined` removes one. */
export async function leasehold(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly input?: string;
    readonly cwd?: string;
  } = {},
): Promise<CommandRun> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, LEASEHOLD_TOKEN: undefined, PUBLIC_URL: undefined, ...options.env },
    cwd: options.cwd,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(options.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
