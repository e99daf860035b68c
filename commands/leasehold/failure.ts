/** Failures of commands: a sentence for people, one line of JSON for scripts, and an exit code. */
import { inspect } from 'node:util';
import type { CommanderError } from 'commander';
import type { Problem } from '../../config/document/problems.ts';
import { readable } from './readable.ts';

/** Done; refused or failed; wrong usage; Ctrl-C. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

interface FailureDetails {
  /** The code from domain/errors.ts, if the API refused. */
  readonly code?: string | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** The problems of the document that was sent. */
  readonly problems?: readonly Problem[] | undefined;
  /** Whether a retry may succeed: there was no answer, or a part was unavailable. */
  readonly transient?: boolean;
  readonly cause?: unknown;
}

/** A refused or failed command. The message has one or more sentences for people. */
export class CliError extends Error {
  readonly details: FailureDetails;

  constructor(message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'CliError';
    this.details = details;
  }
}

/** Wrong usage, or a request for help or the version, which also ends a command. */
export class UsageError extends Error {
  readonly exitCode: number;
  /** Whether help was shown because no command was given. */
  readonly helped: boolean;

  /** @param path the command as typed: `leasehold requests list`. */
  constructor({ code, exitCode, message }: CommanderError, path: string) {
    super(`${message.replace(/^error: /, '')}\nSee: ${path} --help`);
    this.name = 'UsageError';
    this.exitCode = exitCode === 0 ? EXIT.done : EXIT.usage;
    this.helped = code === 'commander.help';
  }
}

export interface Failure {
  readonly exitCode: number;
  /** The text for standard error; empty for help and version, which commander prints. */
  readonly text: string | undefined;
}

/** @param debug adds the stack and all causes. */
export function failureOf(error: unknown, { json, debug }: { json: boolean; debug: boolean }): Failure {
  if (error instanceof UsageError && error.exitCode === EXIT.done) return { exitCode: EXIT.done, text: undefined };
  const exitCode = isMisuse(error) ? EXIT.usage : EXIT.failed;
  // The help above lists the commands.
  if (error instanceof UsageError && error.helped)
    return { exitCode, text: json ? asJson('No command was given.', {}) : undefined };
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
  // An error that Node throws is our bug, and its message is not a sentence for people.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
    return `Internal error of the command line (${error.message}). Run it with --debug, and report the output.`;
  return error.message;
}
