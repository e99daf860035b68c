/** How a command fails: a sentence for people, one line of JSON for scripts, and an exit code. */
import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import type { Problem } from '../config/problems.ts';
import { readable } from './readable.ts';

/** Done; refused or failed; wrong usage; Ctrl-C. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

interface FailureDetails {
  /** Of the catalogue in domain/errors.ts, when the API refused. */
  readonly code?: string | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** Each thing that is wrong with what was sent. */
  readonly problems?: readonly Problem[] | undefined;
  /** Nothing was answered, or only that a part is away: asking again may help. */
  readonly transient?: boolean;
  readonly cause?: unknown;
}

/** Refused, or failed. The message is one sentence or more, for people. */
export class CliError extends Error {
  readonly details: FailureDetails;

  constructor(message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'CliError';
    this.details = details;
  }
}

export interface Failure {
  readonly exitCode: number;
  /** What to print on standard error; nothing when commander has said it all (help, version). */
  readonly text: string | undefined;
}

/** @param debug with the stack, and all causes. */
export function failureOf(error: unknown, { json, debug }: { json: boolean; debug: boolean }): Failure {
  const usage = error instanceof CommanderError;
  if (usage && error.exitCode === 0) return { exitCode: EXIT.done, text: undefined };
  const exitCode = usage || isMisused(error) ? EXIT.usage : EXIT.failed;
  // Help that was shown because no subcommand was named says what can be named.
  if (usage && error.code === 'commander.help')
    return { exitCode, text: json ? asJson('No command was named.', {}) : undefined };
  const message = sentenceOf(error);
  const details = error instanceof CliError ? error.details : {};
  if (debug) return { exitCode, text: inspect(error) };
  return { exitCode, text: json ? asJson(message, details) : readable(message) };
}

function isMisused(error: unknown): boolean {
  return error instanceof CliError && error.details.code === 'LH_BAD_REQUEST';
}

function asJson(message: string, { code, status, problems }: FailureDetails): string {
  return JSON.stringify({ error: { message, code, status, problems } });
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  // What Node itself throws is a mistake of ours, and no sentence.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return `Something went wrong in the command line itself (${error.message}); run it with --debug, and report what it says.`;
  return error.message;
}
