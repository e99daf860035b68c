/** The catalogue of errors that callers see: code, HTTP status, whether a retry can help, and a title for people. */
export const ERRORS = {
  LH_BAD_REQUEST: { status: 400, retryable: false, title: 'The request is malformed' },
  LH_UNAUTHENTICATED: { status: 401, retryable: false, title: 'Authentication is required' },
  LH_FORBIDDEN: { status: 403, retryable: false, title: 'You may not do this' },
  LH_NOT_FOUND: { status: 404, retryable: false, title: 'Not found' },
  LH_METHOD_NOT_ALLOWED: { status: 405, retryable: false, title: 'The method is not allowed here' },
  LH_CONFLICT: { status: 409, retryable: false, title: 'The current state does not allow this' },
  LH_CHANGED_MEANWHILE: { status: 412, retryable: false, title: 'Someone else changed it in the meantime' },
  LH_TOO_LARGE: { status: 413, retryable: false, title: 'The body is too large' },
  LH_UNSUPPORTED_MEDIA: { status: 415, retryable: false, title: 'The media type of the body is not supported' },
  LH_INVALID: { status: 422, retryable: false, title: 'The document is invalid' },
  LH_KEY_REUSED: { status: 422, retryable: false, title: 'The Idempotency-Key belongs to another request' },
  LH_PRECONDITION_REQUIRED: { status: 428, retryable: false, title: 'If-Match is required' },
  LH_TOO_MANY_REQUESTS: { status: 429, retryable: true, title: 'Too many requests' },
  LH_UNAVAILABLE: { status: 503, retryable: true, title: 'A required service is unavailable' },
  LH_INTERNAL: { status: 500, retryable: true, title: 'Internal error in Leasehold' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal with a sentence for the caller: what happened and what to do. */
export class LeaseholdError extends Error {
  readonly code: ErrorCode;
  /** Further members of the response, e.g. the problems of a document. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, sentence: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(sentence);
    this.name = 'LeaseholdError';
    this.code = code;
    this.extra = extra;
  }
}
