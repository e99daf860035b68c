/** Maps all errors to RFC 9457 problem+json. */
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
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
import { escapeHtml, sendPage } from './auth/page.ts';
import { isTemporalAway } from './temporal-away.ts';

/** Converts anything thrown to an error of the catalogue. @param isRead whether the request changes nothing. */
function toLeaseholdError(error: unknown, isRead: boolean): LeaseholdError {
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
  if (error instanceof WorkflowNotFoundError)
    return new LeaseholdError('LH_NOT_FOUND', 'There is no running request with that key.');
  // The caller may be anyone, so only the log names the reference.
  if (error instanceof CredentialError)
    return new LeaseholdError(
      'LH_UNAVAILABLE',
      'The API cannot read a secret that the configuration refers to. Its log names the secret. Set it, and try again.',
    );
  const refusal = providerSentence(error);
  if (refusal !== undefined) return new LeaseholdError('LH_UNAVAILABLE', refusal);
  if (isTemporalAway(error))
    return new LeaseholdError(
      'LH_UNAVAILABLE',
      isRead
        ? 'Temporal does not answer. Try again shortly.'
        : 'Temporal does not answer, so it is not known whether this had an effect. See whether it did, and if not, try again.',
    );
  if (hasStatus(error, 413)) return new LeaseholdError('LH_TOO_LARGE', 'The body is too large.');
  if (hasStatus(error, 415))
    return new LeaseholdError('LH_UNSUPPORTED_MEDIA', 'The encoding of the body is not supported.');
  if (error instanceof URIError)
    return new LeaseholdError('LH_BAD_REQUEST', 'The address contains an invalid percent encoding.');
  if (hasStatus(error, 400)) return new LeaseholdError('LH_BAD_REQUEST', 'The body cannot be read.');
  return new LeaseholdError(
    'LH_INTERNAL',
    'Something went wrong. The log has the details under the instance of this response.',
  );
}

/** The provider's error, if it made an awaited run fail. */
function providerSentence(error: unknown): string | undefined {
  if (!(error instanceof WorkflowFailedError)) return undefined;
  const failure = error.cause instanceof ActivityFailure ? error.cause.cause : undefined;
  if (!(failure instanceof ApplicationFailure)) return undefined;
  return PROVIDER_ERROR_KINDS.some((kind) => kind === failure.type) ? failure.message : undefined;
}

function hasStatus(error: unknown, status: number): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === status;
}

/** Default Retry-After, in seconds, unless the error has its own `retryAfter`. */
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

/** Whether a browser navigates, so that a person reads the response. */
export function prefersHtml(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html';
}

/** Writes an error as an HTML page. */
function sendProblemPage(response: Response, error: LeaseholdError): void {
  const { status, title } = setHead(response, error);
  sendPage(
    response,
    status,
    title,
    `<p role="alert">${escapeHtml(error.message)}</p>\n<p><a href="/">Open the console</a></p>`,
  );
}

/** The message of the innermost error, from gRPC or the database. */
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? causeOf(error.cause) : String(error);
}

/** The error handler of Express. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const instance = `urn:uuid:${crypto.randomUUID()}`;
    const problem = toLeaseholdError(error, request.method === 'GET');
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
