/** The OpenAPI document, from the declarations of the routes. */
import type { z } from 'zod';
import { ERRORS, type ErrorCode } from '../../domain/errors.ts';
import { rolesOf } from '../authorization.ts';
import { BYTES, bodyTypesOf } from './body.ts';
import { problem } from './common-schema.ts';
import { type JsonSchema, SchemaCollection } from './json-schema.ts';
import { type Answer, type AnyDeclaration, isEmpty, isRaw } from './route.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly [member: string]: unknown;
}

const PROBLEM_TYPE = 'application/problem+json';
const PAGE_TYPE = 'text/html';

const INTRODUCTION = `Temporary access for companies that use Jira and Okta.

People sign in at \`/auth/login\` and are authenticated by a cookie. Their writes require the header \`X-CSRF-Token\` with the token from \`GET /api/v1/me\`.
Machines send \`Authorization: Bearer …\`. \`x-leasehold-roles\` of each operation lists the permitted roles.
Errors are RFC 9457 problem details: \`detail\` is a sentence that says what happened and what to do.`;

/** The document needs only the declaration of a route. */
interface Declared {
  readonly declaration: AnyDeclaration;
}

/** Pure: the same routes always give the same document. */
export function buildOpenApi(routes: readonly Declared[]): OpenApiDocument {
  const schemas = new SchemaCollection();
  const paths: Record<string, Record<string, unknown>> = {};
  const used = new Set<ErrorCode>();
  for (const route of routes) {
    const { path, method } = route.declaration;
    paths[path] = { ...paths[path], [method]: operationOf(route, schemas, used) };
  }
  const problemSchema = schemas.of(problem);
  const statuses = [...new Set([...used].map((code) => ERRORS[code].status))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Leasehold',
      version: '1',
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.declaration.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components(),
      responses: Object.fromEntries(
        statuses.map((status) => [problemName(status), problemAnswer(status, problemSchema)]),
      ),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'an API token' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'leasehold_session',
          description: 'session of a signed-in person',
        },
      },
    },
  };
}

function operationOf(
  { declaration }: Declared,
  schemas: SchemaCollection,
  used: Set<ErrorCode>,
): Record<string, unknown> {
  const problemSchema = schemas.of(problem);
  const { method, path, action, tag, summary, description, body, answers } = declaration;
  const problems = problemsOf(declaration);
  for (const code of problems) used.add(code);
  const parameters = parametersOf(declaration, schemas);
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(action === 'public'
      ? { security: [] }
      : {
          security: [{ token: [] }, { session: [] }],
          'x-leasehold-action': action,
          'x-leasehold-roles': rolesOf(action),
        }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !acceptsNothing(body),
            content: Object.fromEntries(
              bodyTypesOf(declaration).map((type) => [
                type === BYTES ? 'application/json' : type,
                { schema: schemas.of(body) },
              ]),
            ),
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          answerOf(answer, schemas, Number(status) < 300 ? headersOf(declaration.headers, method === 'get') : {}),
        ]),
      ),
      ...problemAnswers(problems, declaration, problemSchema),
    },
  };
}

/** `getRequestsByKey`, from the method and the path. */
function operationId(method: string, path: string): string {
  const words = path.replace('/api/v1', '').split(/[/.-]/).filter(Boolean);
  const name = words.map((word) => {
    const parameter = /^\{(\w+)\}$/.exec(word)?.[1];
    const text = parameter === undefined ? word : `by-${parameter}`;
    return text.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
  });
  return method + name.join('');
}

function parametersOf(declaration: AnyDeclaration, schemas: SchemaCollection): readonly unknown[] {
  const { params, query, ifMatch, ifMatchNames, method, action } = declaration;
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...inObject(params, 'path', schemas),
    ...inObject(query, 'query', schemas),
    ...(ifMatch === undefined
      ? []
      : [
          header(
            'If-Match',
            ifMatch === 'required',
            ifMatchNames ?? 'ETag of the loaded version, or * to overwrite any version',
          ),
        ]),
    ...(method === 'post' && action !== 'public'
      ? [
          header(
            'Idempotency-Key',
            false,
            'a repeated request with the same key within 24 hours gets the first response',
          ),
        ]
      : []),
  ];
}

function inObject(object: z.ZodObject | undefined, place: 'path' | 'query', schemas: SchemaCollection) {
  if (object === undefined) return [];
  const schema = schemas.inline(object);
  const required = schema.required as readonly string[] | undefined;
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || (required?.includes(name) ?? false),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function answerOf(answer: Answer, schemas: SchemaCollection, told: Readonly<Record<string, unknown>>) {
  if (isEmpty(answer)) return { description: answer.empty, ...told };
  if (isRaw(answer)) {
    const content = Object.entries(answer.raw).map(([type, what]) => [
      type,
      { schema: typeof what === 'string' ? { type: 'string', description: what } : schemas.of(what) },
    ]);
    const words = Object.values(answer.raw).map((what) => (typeof what === 'string' ? what : what.description));
    return {
      description: words.filter(Boolean).join('; or ') || 'Done',
      ...told,
      content: Object.fromEntries(content),
    };
  }
  return {
    description: answer.description ?? 'Done',
    ...told,
    content: { 'application/json': { schema: schemas.of(answer) } },
  };
}

/** @param always whether every such response has the headers. A pending change or a dry run lacks some. */
function headersOf(headers: Readonly<Record<string, string>> | undefined, always: boolean) {
  if (headers === undefined) return {};
  const described = Object.entries(headers).map(([name, description]) => [
    name,
    { description, ...(always ? { required: true } : {}), schema: { type: 'string' } },
  ]);
  return { headers: Object.fromEntries(described) };
}

/** The error responses of a route: its own, and those that follow from its declaration. */
function problemsOf(declaration: AnyDeclaration): readonly ErrorCode[] {
  const { action, params, query, body, ifMatch, problems = [], method } = declaration;
  const reads = action !== 'public';
  const implied: (ErrorCode | false)[] = [
    (params !== undefined || query !== undefined || body !== undefined || (reads && method === 'post')) &&
      'LH_BAD_REQUEST',
    reads && 'LH_UNAUTHENTICATED',
    reads && 'LH_FORBIDDEN',
    params !== undefined && 'LH_NOT_FOUND',
    body !== undefined && 'LH_TOO_LARGE',
    body !== undefined && 'LH_UNSUPPORTED_MEDIA',
    ifMatch !== undefined && 'LH_CHANGED_MEANWHILE',
    ifMatch === 'required' && 'LH_PRECONDITION_REQUIRED',
    reads && method === 'post' && 'LH_CONFLICT',
    reads && method === 'post' && 'LH_KEY_REUSED',
    'LH_TOO_MANY_REQUESTS',
    'LH_INTERNAL',
    'LH_UNAVAILABLE',
  ];
  return [...new Set([...problems, ...implied.filter((code) => code !== false)])];
}

function problemAnswers(
  problems: readonly ErrorCode[],
  { answers, pages = false }: AnyDeclaration,
  schema: JsonSchema,
) {
  const byStatus = [...new Set(problems.map((code) => ERRORS[code].status))].sort();
  return Object.fromEntries(
    byStatus
      .filter((status) => answers[status] === undefined)
      .map((status) => [
        status,
        pages
          ? problemAnswer(status, schema, { [PAGE_TYPE]: { schema: { type: 'string' } } })
          : { $ref: `#/components/responses/${problemName(status)}` },
      ]),
  );
}

function problemName(status: number): string {
  return `Problem${status}`;
}

/** @param more other media types. */
function problemAnswer(status: number, schema: JsonSchema, more: Readonly<Record<string, unknown>> = {}) {
  const entries = Object.entries(ERRORS).filter(([, error]) => error.status === status);
  const retryable = entries.some(([, error]) => error.retryable);
  return {
    description: entries.map(([code, { title }]) => `${title} (${code})`).join('; '),
    ...headersOf(retryable ? { 'Retry-After': 'seconds' } : undefined, true),
    content: { [PROBLEM_TYPE]: { schema }, ...more },
  };
}

function acceptsNothing(body: z.ZodType): boolean {
  return body.safeParse({}).success;
}
