/** The one mapper from errors to RFC 9457 problem+json. */
import {
  isGrpcServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { pathText } from '../config/document/check/part.ts';
import { ConfigurationError } from '../config/document/parse.ts';
import { CredentialError } from '../config/secrets/credentials.ts';
import { ERRORS, type ErrorCode, LeaseholdError } from '../domain/errors.ts';
import { PROVIDER_ERROR_KINDS } from '../domain/provider-error.ts';
import { InvalidCursor } from '../store/database/cursor.ts';
import { REFUSAL } from '../workflows/contract/access-request.ts';
import { escapeHtml, sendPage } from './auth/page.ts';

/** Whatever was thrown, as an error of the catalogue. */
function toLeaseholdError(error: unknown): LeaseholdError {
  if (error instanceof LeaseholdError) return error;
  if (error instanceof z.ZodError) {
    const problems = error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }));
    return new LeaseholdError(
      'LH_BAD_REQUEST',
      problems.map(({ path, message }) => `${path || 'body'}: ${message}`).join('; '),
      { problems },
    );
  }
  if (error instanceof ConfigurationError)
    return new LeaseholdError('LH_INVALID', error.message, { problems: error.problems });
  if (error instanceof InvalidCursor) return new LeaseholdError('LH_BAD_REQUEST', error.message);
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, message } = error.cause;
    if (type === REFUSAL.forbidden) return new LeaseholdError('LH_FORBIDDEN', message);
    if (type === REFUSAL.closed) return new LeaseholdError('LH_CONFLICT', message);
  }
  if (error instanceof WorkflowNotFoundError)
    return new LeaseholdError('LH_NOT_FOUND', 'There is no running request of that key.');
  // Whoever asks may be anybody: only the log names the reference.
  if (error instanceof CredentialError)
    return new LeaseholdError(
      'LH_UNAVAILABLE',
      'A secret that the configuration refers to cannot be read where the API runs; its log says which. Set it there, and try again.',
    );
  const refusal = providerSentence(error);
  if (refusal !== undefined) return new LeaseholdError('LH_UNAVAILABLE', refusal);
  if (isTemporalAway(error))
    return new LeaseholdError('LH_UNAVAILABLE', 'Temporal does not answer; nothing was changed, try again shortly.');
  if (hasStatus(error, 413)) return new LeaseholdError('LH_TOO_LARGE', 'The body is larger than is read here.');
  if (hasStatus(error, 415))
    return new LeaseholdError('LH_UNSUPPORTED_MEDIA', 'The body is compressed or encoded in a way that is not read.');
  if (error instanceof URIError)
    return new LeaseholdError('LH_BAD_REQUEST', 'The address has a percent sign that encodes nothing.');
  if (hasStatus(error, 400)) return new LeaseholdError('LH_BAD_REQUEST', 'The body cannot be read.');
  return new LeaseholdError(
    'LH_INTERNAL',
    'Something went wrong here; the log has the details under the instance of this answer.',
  );
}

/** What a vendor's system said to a run that was waited for, and that failed of it. */
function providerSentence(error: unknown): string | undefined {
  if (!(error instanceof WorkflowFailedError)) return undefined;
  const failure = error.cause instanceof ActivityFailure ? error.cause.cause : undefined;
  if (!(failure instanceof ApplicationFailure)) return undefined;
  return PROVIDER_ERROR_KINDS.some((kind) => kind === failure.type) ? failure.message : undefined;
}

/** Whether a failed call means that Temporal, or every worker, is away. */
function isTemporalAway(error: unknown): boolean {
  return (
    isGrpcServiceError(error) ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    (error instanceof Error && error.name === 'ServiceError')
  );
}

function hasStatus(error: unknown, status: number): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === status;
}

/** When to try again, in seconds, unless the error says so itself as `retryAfter`. */
const RETRY_AFTER_S = 30;

function setHead(response: Response, error: LeaseholdError): (typeof ERRORS)[ErrorCode] {
  const known = ERRORS[error.code];
  if (known.retryable) response.set('Retry-After', String(error.extra.retryAfter ?? RETRY_AFTER_S));
  return known;
}

/** Writes an error of the catalogue. */
function sendProblem(response: Response, error: LeaseholdError, instance: string): void {
  const { status, title } = setHead(response, error);
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:leasehold:${error.code}`,
        title,
        status,
        detail: error.message,
        code: error.code,
        instance,
        ...error.extra,
      }),
    );
}

/** Whether a person is to read the answer: a browser that opens an address, not a program. */
export function prefersHtml(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

/** A refusal as a page of its own. */
function sendProblemPage(response: Response, error: LeaseholdError): void {
  const { status, title } = setHead(response, error);
  sendPage(
    response,
    status,
    title,
    `<p role="alert">${escapeHtml(error.message)}</p>\n<p><a href="/">To the console</a></p>`,
  );
}

/** The words of the innermost error: what gRPC or the database said. */
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : String(error);
}

/** Express's last handler. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const instance = `urn:uuid:${crypto.randomUUID()}`;
    const problem = toLeaseholdError(error);
    if (problem.code === 'LH_INTERNAL') log.error({ err: error, instance, path: request.path }, 'Request failed');
    if (problem.code === 'LH_UNAVAILABLE')
      log.warn({ cause: causeOf(error), instance, path: request.path }, problem.message);
    if (response.headersSent) {
      next(error);
      return;
    }
    if (response.locals.pages === true && prefersHtml(request)) sendProblemPage(response, problem);
    else sendProblem(response, problem, instance);
  };
}
