/**
 * What a route is: declared once, with its schemas and its action. Checks, limits, documentation and tests follow from
 * the declaration (`mount.ts`, `openapi.ts`), so that none of them can say anything else than what happens.
 */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Principal } from '../auth/principal.ts';
import type { Action, Scope } from '../authorization.ts';

/** An answer that the handler writes itself: what it is, by media type. */
export interface RawAnswer {
  readonly raw: Readonly<Record<string, string | z.ZodType>>;
}

/** An answer without a body; `description` is for the documentation. */
export interface EmptyAnswer {
  readonly empty: string;
}

export type Answer = z.ZodType | RawAnswer | EmptyAnswer;
export type AnswerTable = Readonly<Record<number, Answer>>;

/** A header that an answer carries, by name. */
export type HeaderDescriptions = Readonly<Record<string, string>>;

export interface Declaration<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answers extends AnswerTable,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** From the root, as OpenAPI writes it: `/api/v1/requests/{key}`. */
  readonly path: string;
  /** What is done, as `ACTIONS` names it; `public` needs nobody to be signed in. */
  readonly action: Action | 'public';
  readonly tag: string;
  /** One line for people. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  /** Names of parameters whose value may contain slashes. */
  readonly wide?: readonly string[];
  readonly query?: Query;
  readonly body?: Body;
  /** Media types of the body; JSON unless given. With `application/yaml` it may come as YAML too, with `BYTES` as any kind, unread. */
  readonly bodyTypes?: readonly string[];
  /** In bytes; 64 KiB unless given. */
  readonly bodyLimit?: number;
  readonly answers: Answers;
  /** Refusals of its own, beside those that follow from the rest of the declaration. */
  readonly problems?: readonly ErrorCode[];
  /** `required`: 428 without If-Match. `optional`: honoured when given. */
  readonly ifMatch?: 'required' | 'optional';
  readonly headers?: HeaderDescriptions;
  /** People come here with a browser: refusals are pages for whoever prefers HTML. */
  readonly pages?: boolean;
  /** POST only: why its answer cannot be kept for a repeated Idempotency-Key; a repeated key is refused then. */
  readonly notRepeatable?: string;
}

export interface Reply<Status, Body> {
  readonly status: Status;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a handler returns that has written the answer itself. */
export const SENT = Symbol('sent');

/** Deeply read-only: what handlers answer is never changed by what sends it. */
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

/** What a handler is called with: everything checked. `Services` is what the routes' room works with. */
export interface Call<Services, Params = unknown, Query = unknown, Body = unknown> {
  readonly services: Services;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The value of If-Match, where the route takes one. */
  readonly ifMatch: string | undefined;
  readonly request: Request;
  readonly response: Response;
}

/** A call of somebody who is signed in and whose role may do the route's action within `scope`. */
export interface SignedInCall<Services, Params = unknown, Query = unknown, Body = unknown>
  extends Call<Services, Params, Query, Body> {
  readonly principal: Principal;
  readonly scope: Scope;
  policy(): Promise<Policy>;
  /** Whether the scope is `any`, or the application is theirs. */
  reaches(application: string | null): Promise<boolean>;
  /** @throws LeaseholdError LH_FORBIDDEN unless `reaches`. */
  requireApplication(application: string | null): Promise<void>;
}

/** A declaration whose types are no longer of interest. */
export type AnyDeclaration = Declaration<z.ZodObject, z.ZodObject, z.ZodType, AnswerTable>;

/** What a handler answers with, whatever its route. */
export type AnyReply = Reply<number, unknown> | typeof SENT;

/** A route whose types are no longer of interest. */
export interface Route<Services> {
  readonly declaration: AnyDeclaration;
  handle(call: SignedInCall<Services>): Promise<AnyReply>;
}

type Nothing = z.ZodObject<Record<never, never>>;

/** Declares a route for people and machines that are signed in. */
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

/** Declares a route that anybody may call: its handler does not know who does. */
export type DeclarePublicRoute<Services> = <
  const Answers extends AnswerTable,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(
  declaration: Omit<Declaration<Params, Query, Body, Answers>, 'action'>,
  handler: (call: Call<Services, z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<ReplyOf<Answers>>,
) => Route<Services>;

/** How routes are declared whose handlers work with `Services`. */
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
