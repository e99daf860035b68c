/** How a command fails: a sentence for people, one line of JSON for scripts, and an exit code. */
import { inspect } from 'node:util';
import type { CommanderError } from 'commander';
import type { Problem } from '../../config/document/problems.ts';
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

/** Wrong usage of a command, or help and the version, which end a command too. */
export class UsageError extends Error {
  readonly exitCode: number;
  /** Whether help was shown, because no command was named. */
  readonly helped: boolean;

  /** @param path the command as it is typed: `leasehold requests list`. */
  constructor({ code, exitCode, message }: CommanderError, path: string) {
    super(`${message.replace(/^error: /, '')}\nSee: ${path} --help`);
    this.name = 'UsageError';
    this.exitCode = exitCode === 0 ? EXIT.done : EXIT.usage;
    this.helped = code === 'commander.help';
  }
}

export interface Failure {
  readonly exitCode: number;
  /** What to print on standard error; nothing when commander has said it all (help, version). */
  readonly text: string | undefined;
}

/** @param debug with the stack, and all causes. */
export function failureOf(error: unknown, { json, debug }: { json: boolean; debug: boolean }): Failure {
  if (error instanceof UsageError && error.exitCode === EXIT.done) return { exitCode: EXIT.done, text: undefined };
  const exitCode = isMisuse(error) ? EXIT.usage : EXIT.failed;
  // The help that was shown says what can be named.
  if (error instanceof UsageError && error.helped)
    return { exitCode, text: json ? asJson('No command was named.', {}) : undefined };
  if (debug) return { exitCode, text: inspect(error) };
  const message = sentenceOf(error);
  const details = error instanceof CliError ? error.details : {};
  return { exitCode, text: json ? asJson(message, details) : readable(message) };
}

function isMisuse(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof CliError && error.details.code === 'LH_BAD_REQUEST';
}

function asJson(message: string, { code, status, problems }: FailureDetails): string {
  return JSON.stringify({ error: { message, code, status, problems } });
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What Node itself throws is a mistake of ours, and no sentence.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return `Something went wrong in the command line itself (${error.message}); run it with --debug, and report what it says.`;
  return error.message;
}
