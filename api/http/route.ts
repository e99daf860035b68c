/**
 * The declaration of a route, with its schemas and its action. Checks, limits, documentation and tests are derived from
 * it (`mount.ts`, `openapi.ts`), so that they always agree.
 */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Principal } from '../auth/principal.ts';
import type { Action, Scope } from '../authorization.ts';

/** A response that the handler writes itself, described by media type. */
export interface RawAnswer {
  readonly raw: Readonly<Record<string, string | z.ZodType>>;
}

/** A response without a body. `description` is for the documentation. */
export interface EmptyAnswer {
  readonly empty: string;
}

export type Answer = z.ZodType | RawAnswer | EmptyAnswer;
export type AnswerTable = Readonly<Record<number, Answer>>;

/** Headers of a response, by name. */
export type HeaderDescriptions = Readonly<Record<string, string>>;

export interface Declaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answers extends AnswerTable,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** The full path in OpenAPI notation: `/api/v1/requests/{key}`. */
  readonly path: string;
  /** The action, as named by `ACTIONS`; `public` requires no authentication. */
  readonly action: Action | 'public';
  readonly tag: string;
  /** One line for the documentation, in the imperative. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  /** Names of parameters whose value may contain slashes. */
  readonly wide?: readonly string[];
  readonly query?: Query;
  readonly body?: Body;
  /**
   * Media types of the body; default JSON. `application/yaml` also accepts YAML, and `BYTES` accepts any type unparsed.
   */
  readonly bodyTypes?: readonly string[];
  /** In bytes; default 64 KiB. */
  readonly bodyLimit?: number;
  readonly answers: Answers;
  /** Error codes in addition to those that follow from the declaration. */
  readonly problems?: readonly ErrorCode[];
  /** `required`: 428 without If-Match. `optional`: checked if present. */
  readonly ifMatch?: 'required' | 'optional';
  /** For the documentation: what If-Match names, if it is no ETag. */
  readonly ifMatchNames?: string;
  readonly headers?: HeaderDescriptions;
  /** For browsers: errors are HTML pages if the caller prefers HTML. */
  readonly pages?: boolean;
  /**
   * POST only: statuses that say that the outcome is not known yet. They are not stored, so a repeat asks again.
   */
  readonly unsettled?: readonly number[];
  /**
   * POST only: the reason its response cannot be stored for a repeated Idempotency-Key. A repeated key is then refused.
   */
  readonly notRepeatable?: string;
}

export interface Reply<Status, Body> {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Returned by a handler that has written the response itself. */
export const SENT = Symbol('sent');

/** Deeply read-only: the mount never changes the response of a handler. */
export type Immutable<Value> = Value extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
    : Value;

export type ReplyOf<Answers extends AnswerTable> = {
  [Status in keyof Answers]: Answers[Status] extends z.ZodType
    ? Reply<Status, Immutable<z.input<Answers[Status]>>>
    : Answers[Status] extends EmptyAnswer
      ? Reply<Status, undefined>
      : typeof SENT;
}[keyof Answers];

/** The validated input of a handler. `Services` are the services of the API. */
export interface Call<Services, Params = unknown, Query = unknown, Body = unknown> {
  readonly services: Services;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The value of If-Match, if the route accepts it. */
  readonly ifMatch: string | undefined;
  readonly request: Request;
  readonly response: Response;
}

/** A call of an authenticated caller whose role may perform the route's action within `scope`. */
export interface SignedInCall<Services, Params = unknown, Query = unknown, Body = unknown>
  extends Call<Services, Params, Query, Body> {
  readonly principal: Principal;
  readonly scope: Scope;
  policy(): Promise<Policy>;
  /** Whether the scope is `any`, or the caller owns the application. */
  reaches(application: string | null): Promise<boolean>;
  /** @throws LeaseholdError LH_FORBIDDEN unless `reaches`. */
  requireApplication(application: string | null): Promise<void>;
}

/** A declaration with erased types. */
export type AnyDeclaration = Declaration<z.ZodObject, z.ZodObject, z.ZodType, AnswerTable>;

/** The result of any handler. */
export type AnyReply = Reply<number, unknown> | typeof SENT;

/** A route with erased types. */
export interface Route<Services> {
  readonly declaration: AnyDeclaration;
  handle(call: SignedInCall<Services>): Promise<AnyReply>;
}

type Nothing = z.ZodObject<Record<never, never>>;

/** Declares a route for authenticated callers. */
export type DeclareRoute<Services> = <
  const Answers extends AnswerTable,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(
  declaration: Declaration<Params, Query, Body, Answers> & { readonly action: Action },
  handler: (
    call: SignedInCall<Services, z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<ReplyOf<Answers>>,
) => Route<Services>;

/** Declares a public route, whose handler gets no caller. */
export type DeclarePublicRoute<Services> = <
  const Answers extends AnswerTable,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(
  declaration: Omit<Declaration<Params, Query, Body, Answers>, 'action'>,
  handler: (call: Call<Services, z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<ReplyOf<Answers>>,
) => Route<Services>;

/** Creates the functions that declare routes with handlers for `Services`. */
export function routesWith<Services>(): {
  readonly route: DeclareRoute<Services>;
  readonly publicRoute: DeclarePublicRoute<Services>;
} {
  type Handle = Route<Services>['handle'];
  return {
    route: (declaration, handler) => ({ declaration, handle: handler as unknown as Handle }),
    publicRoute: (declaration, handler) => ({
      declaration: { ...declaration, action: 'public' },
      handle: handler as unknown as Handle,
    }),
  };
}

export function reply<const Status extends number, const Body>(
  status: Status,
  body: Body,
  headers?: Readonly<Record<string, string>>,
): Reply<Status, Body> {
  return { status, body, headers };
}

export function isRaw(answer: Answer): answer is RawAnswer {
  return 'raw' in answer;
}

export function isEmpty(answer: Answer): answer is EmptyAnswer {
  return 'empty' in answer;
}
