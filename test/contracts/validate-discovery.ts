/** Checks traffic against a contract in Google's Discovery format. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import type { ContractValidator } from './validate.ts';

interface Parameter {
  readonly location: 'path' | 'query';
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly required?: boolean;
  readonly minimum?: string;
  readonly maximum?: string;
}

interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
}

interface Discovery {
  readonly servicePath: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly resources: Readonly<Record<string, { readonly methods: Readonly<Record<string, Method>> }>>;
  readonly schemas: Readonly<Record<string, unknown>>;
}

/** An error: https://cloud.google.com/apis/design/errors, and the older form with `errors` that the Directory API has. */
const REFUSAL = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'errors'],
      properties: {
        code: { type: 'integer' },
        message: { type: 'string' },
        errors: { type: 'array', items: { type: 'object', required: ['message', 'domain', 'reason'] } },
      },
    },
  },
};

/** @param file its name in this folder. */
export function discoveryValidator(file: string): ContractValidator {
  const contract = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Discovery;
  const methods = Object.values(contract.resources).flatMap((resource) => Object.values(resource.methods));
  const ajv = new Ajv({ strict: false, allErrors: true });
  const compiled = new Map<string, ValidateFunction>();
  const schemaProblems = (what: 'request' | 'answer', key: string, method: string, schema: () => unknown, body: unknown): string[] => {
    const validate = compiled.get(key) ?? ajv.compile(toJsonSchema(schema(), contract.schemas, what === 'request' ? method : undefined) as object);
    compiled.set(key, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).slice(0, 3).map((error) => `${what}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  };
  const refusal = ajv.compile(REFUSAL);

  return {
    problemsOf(exchange) {
      const method = methods.find((each) => each.httpMethod === exchange.method && matches(`/${contract.servicePath}${each.path}`, exchange.path));
      if (method === undefined) return [`${exchange.method} ${exchange.path} is not in the contract`];
      const problems = parameterProblems(method, contract.parameters, exchange);
      const { request, response } = method;
      if (request !== undefined)
        problems.push(...schemaProblems('request', `request of ${method.id}`, method.id, () => contract.schemas[request.$ref], exchange.body ?? {}));
      else if (typeof exchange.body === 'object' && Object.keys(exchange.body ?? {}).length > 0) problems.push('a request body is not documented');
      if (exchange.status >= 200 && exchange.status < 300) {
        if (response !== undefined)
          problems.push(...schemaProblems('answer', response.$ref, method.id, () => contract.schemas[response.$ref], exchange.answer));
        else if (exchange.answer !== undefined) problems.push('an answer with a body is not documented');
      } else if (exchange.answer !== undefined && !refusal(exchange.answer)) {
        problems.push(`refusal: ${ajv.errorsText(refusal.errors)}`);
      }
      return problems.map((problem) => `${exchange.method} ${exchange.path} (${exchange.status}): ${problem}`);
    },
  };
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);
}

function parameterProblems({ parameters = {} }: Method, everywhere: Readonly<Record<string, Parameter>>, { query }: RecordedRequest): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    const parameter = parameters[name] ?? everywhere[name];
    if (parameter?.location !== 'query') problems.push(`unknown query parameter ${name}`);
    else if (parameter.enum !== undefined && !parameter.enum.includes(String(value))) problems.push(`query parameter ${name} cannot be ${value}`);
    else if (parameter.type === 'boolean' && !['true', 'false'].includes(String(value))) problems.push(`query parameter ${name} cannot be ${value}`);
    else if (parameter.type === 'integer' && !isWithin(Number(value), parameter)) problems.push(`query parameter ${name} cannot be ${value}`);
  }
  for (const [name, { location, required }] of Object.entries(parameters))
    if (location === 'query' && required === true && query[name] === undefined) problems.push(`query parameter ${name} is missing`);
  return problems;
}

function isWithin(value: number, { minimum = '-Infinity', maximum = 'Infinity' }: Parameter): boolean {
  return Number.isInteger(value) && value >= Number(minimum) && value <= Number(maximum);
}

/**
 * Converts a Discovery schema to JSON Schema: resolves references, allows anything for `any`, refuses unknown members.
 * @param method of a request: read-only members are refused, and the ones that its annotations require are required.
 */
function toJsonSchema(node: unknown, schemas: Readonly<Record<string, unknown>>, method: string | undefined): unknown {
  if (typeof node !== 'object' || node === null) return true;
  const { $ref, type, properties, items, additionalProperties, enum: values, readOnly } = node as {
    $ref?: string;
    type?: string;
    properties?: Record<string, { annotations?: { required?: string[] } }>;
    items?: unknown;
    additionalProperties?: unknown;
    enum?: string[];
    readOnly?: boolean;
  };
  if (method !== undefined && readOnly === true) return false;
  if ($ref !== undefined) return toJsonSchema(schemas[$ref], schemas, method);
  const inner = (each: unknown): unknown => toJsonSchema(each, schemas, method);
  switch (type) {
    case 'any':
      return true;
    case 'array':
      return { type, items: inner(items) };
    case 'object':
      return {
        type,
        properties: Object.fromEntries(Object.entries(properties ?? {}).map(([name, each]) => [name, inner(each)])),
        additionalProperties: additionalProperties === undefined ? false : inner(additionalProperties),
        required: Object.entries(properties ?? {})
          .filter(([, each]) => method !== undefined && each.annotations?.required?.includes(method) === true)
          .map(([name]) => name),
      };
    default:
      return { type, ...(values === undefined ? {} : { enum: values }) };
  }
}
