/** Mounts declared routes on Express. The order is the same for all: permission, body, schemas, handler. */
import type { Express, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { owns, principalOf, requireScope } from '../authorization.ts';
import { readBody } from './body.ts';
import { requireUsable } from './characters.ts';
import type { HttpContext } from './context.ts';
import { once } from './idempotency.ts';
import { type Answer, type AnyDeclaration, isEmpty, isRaw, type Route, SENT, type SignedInCall } from './route.ts';

/** @param services passed to every handler. */
export function mountRoutes<Services extends HttpContext>(
  app: Express,
  routes: readonly Route<Services>[],
  services: Services,
): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const { method, path, wide = [] } = route.declaration;
    const at = expressPath(path, wide);
    methods.set(at, [...(methods.get(at) ?? []), method.toUpperCase()]);
    app[method](at, ...handlersOf(route, services));
  }
  // "Method not allowed" comes last, and paths with a parameter after all others, because they also match literal
  // paths.
  const inFullFirst = [...methods].sort(([a], [b]) => Number(/[:*]/.test(a)) - Number(/[:*]/.test(b)));
  for (const [at, known] of inFullFirst) app.all(at, refuseMethod(known));
}

/** `/grants/{id}/extension` as Express writes it; a wide parameter takes slashes. */
function expressPath(path: string, wide: readonly string[]): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => (wide.includes(name) ? `*${name}` : `:${name}`));
}

function handlersOf<Services extends HttpContext>(route: Route<Services>, services: Services): RequestHandler[] {
  const { declaration } = route;
  const { action } = declaration;
  const authorized: RequestHandler = (_request, response, next) => {
    if (declaration.pages === true) response.locals.pages = true;
    if (action !== 'public') requireScope(response, action);
    next();
  };
  const answered: RequestHandler = async (request, response) => {
    const call = callOf(declaration, services, request, response);
    const handle = () => route.handle(call);
    const reply =
      action === 'public' ? await handle() : await once(services, declaration, call.principal.name, request, handle);
    if (reply === SENT) return;
    if (reply.headers !== undefined) response.set(reply.headers);
    response.status(reply.status);
    send(response, declaration.answers[reply.status], reply.body);
  };
  return [authorized, ...readBody(declaration), answered];
}

function send(response: Response, answer: Answer | undefined, body: unknown): void {
  if (answer === undefined) throw new Error(`The route returns ${response.statusCode} without declaring it.`);
  if (isEmpty(answer)) response.end();
  else if (!isRaw(answer)) response.json(body);
  else throw new Error('The handler must write a raw answer itself.');
}

function callOf<Services extends HttpContext>(
  declaration: AnyDeclaration,
  services: Services,
  request: Request,
  response: Response,
): SignedInCall<Services> {
  const { action } = declaration;
  const principal = principalOf(response);
  const scope = action === 'public' ? 'own' : requireScope(response, action);
  const policy = async () => (await services.configuration()).configuration.policy;
  const reaches = async (application: string | null): Promise<boolean> =>
    scope === 'any' || owns(principal, application, await policy());
  return {
    services,
    params: parse(declaration.params, paramsOf(request)),
    query: parse(declaration.query, request.query),
    body: declaration.body === undefined ? undefined : declaration.body.parse(usable(request.body)),
    ifMatch: ifMatchOf(declaration.ifMatch, request),
    request,
    response,
    principal,
    scope,
    policy,
    reaches,
    async requireApplication(application) {
      if (await reaches(application)) return;
      throw new LeaseholdError('LH_FORBIDDEN', 'You do not own this application. Ask its owner or an admin.');
    },
  };
}

function parse(schema: z.ZodObject | undefined, values: unknown): unknown {
  return schema === undefined ? {} : schema.parse(usable(values));
}

function usable<Value>(value: Value): Value {
  requireUsable(value);
  return value;
}

/** Express splits the value of a wide parameter at slashes. */
function paramsOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
  );
}

function ifMatchOf(wanted: 'required' | 'optional' | undefined, request: Request): string | undefined {
  if (wanted === undefined) return undefined;
  const given = request.get('if-match')?.trim();
  if (given !== undefined && given !== '') return given;
  if (wanted === 'optional') return undefined;
  throw new LeaseholdError(
    'LH_PRECONDITION_REQUIRED',
    'Send If-Match with the ETag of the version that you loaded, so that no other change is overwritten.',
  );
}

function refuseMethod(known: readonly string[]): RequestHandler {
  const allow = known.includes('GET') ? [...known, 'HEAD'] : known;
  return (request, response) => {
    response.set('Allow', allow.join(', '));
    throw new LeaseholdError(
      'LH_METHOD_NOT_ALLOWED',
      `${request.path} accepts ${allow.join(', ')}, not ${request.method}.`,
    );
  };
}
