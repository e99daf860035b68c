import { spawn } from 'node:child_process';
import { childEnvironment } from '../../config/environment/toolchain.ts';

/** The result of a command. `output` is the last 1 MiB of both streams in order of arrival. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Called about every 10 seconds while a command runs, with the seconds so far. */
export type OnProgress = (seconds: number) => void;

const KEEP = 1024 * 1024;
const PROGRESS_EVERY = 10_000;

/**
 * Runs a command without a shell and without input. Never rejects: a missing command, or one that exceeds `timeout`
 * (milliseconds), gives a result that is not ok.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly timeout?: number;
    readonly onProgress?: OnProgress;
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: childEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeout,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEEP);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const ticks = setInterval(() => options.onProgress?.(Math.round((Date.now() - started) / 1000)), PROGRESS_EVERY);
    child.on('error', (error) => {
      clearInterval(ticks);
      resolve({ ok: false, output: error.message });
    });
    child.on('close', (code) => {
      clearInterval(ticks);
      resolve({ ok: code === 0, output: output.trim() });
    });
  });
}

/** The last non-empty line of a command's output: usually the reason it failed. */
export function lastLine(result: CommandResult): string {
  return result.output.trim().split('\n').at(-1)?.trim() ?? '';
}
