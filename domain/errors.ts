/** The one catalogue of errors that outsiders see: code, HTTP status, whether trying again can help, and a title for people. */
export const ERRORS = {
  LH_BAD_REQUEST: { status: 400, retryable: false, title: 'The request cannot be understood' },
  LH_UNAUTHENTICATED: { status: 401, retryable: false, title: 'Nobody is signed in' },
  LH_FORBIDDEN: { status: 403, retryable: false, title: 'This is not yours to do' },
  LH_NOT_FOUND: { status: 404, retryable: false, title: 'There is no such thing' },
  LH_METHOD_NOT_ALLOWED: { status: 405, retryable: false, title: 'This is done with another method' },
  LH_CONFLICT: { status: 409, retryable: false, title: 'It is not in a state for that' },
  LH_CHANGED_MEANWHILE: { status: 412, retryable: false, title: 'Somebody else changed it meanwhile' },
  LH_TOO_LARGE: { status: 413, retryable: false, title: 'The body is too large' },
  LH_UNSUPPORTED_MEDIA: { status: 415, retryable: false, title: 'The body is of another kind than is read here' },
  LH_INVALID: { status: 422, retryable: false, title: 'The document is not valid' },
  LH_KEY_REUSED: { status: 422, retryable: false, title: 'The Idempotency-Key belongs to another request' },
  LH_PRECONDITION_REQUIRED: { status: 428, retryable: false, title: 'Say which version is to be changed' },
  LH_TOO_MANY_REQUESTS: { status: 429, retryable: true, title: 'Too many requests' },
  LH_UNAVAILABLE: { status: 503, retryable: true, title: 'A part that this needs is away' },
  LH_INTERNAL: { status: 500, retryable: true, title: 'Something went wrong in Leasehold' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal with a sentence for whoever asked: what happened and what to do. */
export class LeaseholdError extends Error {
  readonly code: ErrorCode;
  /** Further members of the answer, e.g. the problems of a document. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, sentence: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(sentence);
    this.name = 'LeaseholdError';
    this.code = code;
    this.extra = extra;
  }
}
