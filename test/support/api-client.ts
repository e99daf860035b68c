/**
 * Calls the API and validates every answer against its OpenAPI document: status, type and members must be documented.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { type ApiClient, createApiClient } from '../../api/client/client.ts';
import { buildOpenApi } from '../../api/http/openapi.ts';
import { ROUTES } from '../../api/routes.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers member by member.
  readonly body: any;
}

export interface ClientOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type Call = (method: string, path: string, options?: ClientOptions) => Promise<Answer>;

type Json = { [member: string]: Json } & { $ref?: string };

const document = strict(JSON.parse(JSON.stringify(buildOpenApi(ROUTES)))) as Json;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'openapi', ...document });

const paths = Object.keys(document.paths ?? {}).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '(.+)')}$`),
  literal: path.replace(/\{\w+\}/g, '').length,
}));

/** The typed client for a token. @throws if an answer is not in the document. */
export function createCheckedApi(url: string, token: string): ApiClient {
  return createApiClient({
    baseUrl: url,
    headers: { authorization: `Bearer ${token}` },
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const { method } = request;
      const response = await fetch(request);
      requireDocumented(method, pathname, await answerOf(response.clone()));
      return response;
    },
  });
}

/** Calls outside the document too, and bodies that must be refused. */
export function createCall(url: string): Call {
  return async (method, path, { body, headers } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await answerOf(response);
    requireDocumented(method, path, answer);
    return answer;
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json(;|$)/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Fails the test if the document lacks this answer. */
export function requireDocumented(method: string, path: string, { status, headers, body }: Answer): void {
  const bare = path.replace(/\?.*$/, '');
  const [found] = paths
    .filter(({ path: each, pattern }) => pattern.test(bare) && document.paths?.[each]?.[method.toLowerCase()])
    .sort((a, b) => b.literal - a.literal);
  if (found === undefined) {
    expect([404, 405, 401], `${method} ${path} is not in the document, so it must not work`).toContain(status);
    return;
  }
  const where = `${method} ${found.path} → ${status}`;
  const responses = document.paths?.[found.path]?.[method.toLowerCase()]?.responses;
  const [pointer, response] = resolve(
    `/paths/${asPointer(found.path)}/${method.toLowerCase()}/responses/${status}`,
    responses?.[String(status)],
  );
  expect(response, `${where} is documented`).toBeDefined();
  const type = (headers.get('content-type') ?? '').replace(/;.*$/, '');
  if (response?.content === undefined) {
    expect(body, `${where} has no body`).toBe('');
    return;
  }
  expect(Object.keys(response.content), `${where} has a documented type`).toContain(type);
  if (!/[/+]json$/.test(type)) return;
  const validate = ajv.getSchema(`openapi#${pointer}/content/${asPointer(type)}/schema`);
  if (validate === undefined) throw new Error(`${where} has no schema.`);
  expect(validate(body) ? [] : validate.errors, `${where} is as documented`).toEqual([]);
}

function resolve(pointer: string, value: Json | undefined): readonly [string, Json | undefined] {
  const reference = value?.$ref;
  if (typeof reference !== 'string') return [pointer, value];
  const parts = reference.slice(2).split('/');
  return [reference.slice(1), parts.reduce<Json | undefined>((at, part) => at?.[part], document)];
}

function asPointer(part: string): string {
  return encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));
}

/** Objects with listed members may have no others, so that an undocumented member fails. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strict(member)]));
  const listed = members.type === 'object' && members.properties !== undefined;
  return listed && members.additionalProperties === undefined ? { ...members, additionalProperties: false } : members;
}
