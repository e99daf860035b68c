/** Checks traffic against a vendor's OpenAPI contract. */
import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormatsModule from 'ajv-formats';
import type { RecordedRequest } from '../simulators/misbehave.ts';

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly requestBody?: { readonly content?: Record<string, unknown>; readonly $ref?: string };
  readonly responses: Record<string, { readonly content?: Record<string, unknown>; readonly $ref?: string }>;
}
type Paths = Record<string, Record<string, Operation>>;

export interface ContractValidator {
  /** The faults of an exchange; an empty list if it matches the contract. */
  problemsOf(exchange: RecordedRequest): string[];
}

/** @param files names in this folder; the first contract with the path decides. */
export function contractValidator(...files: readonly string[]): ContractValidator {
  const contracts = files.map((file) => loadContract(file));
  return {
    problemsOf(exchange) {
      for (const contract of contracts) {
        const found = contract.match(exchange);
        if (found !== undefined) return contract.check(found.template, found.operation, exchange);
      }
      return [`${exchange.method} ${exchange.path} is not in the contract`];
    },
  };
}

function loadContract(file: string) {
  const spec = withNull(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))) as { paths: Paths };
  const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: true });
  // The package is CommonJS: its default export is nested.
  (addFormatsModule as unknown as { default: (target: Ajv2019) => void }).default(ajv);
  ajv.addFormat('int32', true).addFormat('int64', true).addFormat('float', true).addFormat('double', true);
  // Vendors write instants in more formats than RFC 3339.
  ajv.addFormat('date-time', true).addFormat('uri', true);
  ajv.addSchema(spec, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string, what: 'request' | 'answer'): ValidateFunction => {
    const key = `${what} ${pointer}`;
    // Contracts rarely set `additionalProperties`. Without it a misspelt member of a request would pass, and the vendor
    // would ignore it.
    const strictness = what === 'request' ? { unevaluatedProperties: false } : {};
    const known = compiled.get(key) ?? ajv.compile({ $ref: `contract#${pointer}`, ...strictness });
    compiled.set(key, known);
    return known;
  };
  const resolve = <Value extends object>(value: Value & { $ref?: string }, pointer: string): { value: Value; pointer: string } => {
    if (value.$ref === undefined) return { value, pointer };
    const target = value.$ref.slice(1);
    const parts = target.split('/').slice(1);
    const found = parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part.replace(/~1/g, '/').replace(/~0/g, '~')], spec);
    return { value: found as Value, pointer: target };
  };
  const schemaProblems = (body: unknown, content: Record<string, unknown> | undefined, pointer: string, what: 'request' | 'answer'): string[] => {
    const type = Object.keys(content ?? {}).find((each) => each.includes('json') || each.includes('x-www-form-urlencoded'));
    if (type === undefined) return [];
    const validate = validatorAt(`${pointer}/content/${escape(type)}/schema`, what);
    if (validate(body)) return [];
    return (validate.errors ?? []).slice(0, 3).map((error) => `${what}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  };

  return {
    match({ method, path }: RecordedRequest) {
      const found = Object.entries(spec.paths).flatMap(([template, operations]) => {
        const expression = new RegExp(`^${template.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
        const operation = operations[method.toLowerCase()];
        return operation !== undefined && expression.test(path) ? [{ template, operation }] : [];
      });
      // `/project/search` is not the project called search.
      const parameters = ({ template }: { template: string }): number => template.split('{').length;
      return found.sort((a, b) => parameters(a) - parameters(b))[0];
    },
    check(template: string, operation: Operation, exchange: RecordedRequest): string[] {
      const method = exchange.method.toLowerCase();
      const at = `/paths/${escape(template)}/${method}`;
      const names = (operation.parameters ?? []).map((each, n) => resolve(each, `${at}/parameters/${n}`).value).filter((each) => each.in === 'query').map((each) => each.name);
      const problems = Object.keys(exchange.query).filter((name) => !names.includes(name)).map((name) => `unknown query parameter ${name}`);
      if (operation.requestBody !== undefined) {
        const body = resolve(operation.requestBody, `${at}/requestBody`);
        problems.push(...schemaProblems(exchange.body ?? {}, body.value.content, body.pointer, 'request'));
      } else if (typeof exchange.body === 'object' && Object.keys(exchange.body ?? {}).length > 0) {
        problems.push('a request body is not documented');
      }
      // OpenAPI's ranges: `4XX` covers every status without its own entry.
      const documented = [String(exchange.status), `${String(exchange.status)[0]}XX`].find((status) => operation.responses[status] !== undefined);
      const answered = documented === undefined ? undefined : operation.responses[documented];
      // Contracts document refusals (401, 403, 429) and faults (5xx) only for some operations.
      if (answered === undefined) {
        if (exchange.status < 500 && ![0, 401, 403, 429].includes(exchange.status))
          problems.push(`status ${exchange.status} is not documented`);
      } else {
        const response = resolve(answered, `${at}/responses/${documented}`);
        if (exchange.answer !== undefined) problems.push(...schemaProblems(exchange.answer, response.value.content, response.pointer, 'answer'));
      }
      return problems.map((problem) => `${exchange.method} ${exchange.path} (${exchange.status}): ${problem}`);
    },
  };
}

function escape(part: string): string {
  return encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));
}

/** OpenAPI 3.0's `nullable` and `discriminator` in terms of JSON Schema. */
function withNull(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNull);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, discriminator, ...rest } = node as Record<string, unknown>;
  // A member that the forms do not constrain says which form it is.
  if (discriminator !== undefined && rest.oneOf !== undefined) {
    rest.anyOf = rest.oneOf;
    delete rest.oneOf;
  }
  const copy = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withNull(value)]));
  if (nullable !== true) return copy;
  return { anyOf: [copy, { type: 'null' }] };
}
