/** Checks traffic with a vendor that publishes no schema: method, path, query, body's members, success status. */
import { readFileSync } from 'node:fs';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import type { ContractValidator } from './validate.ts';

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  /** Undefined: no body. A name that ends in `?` is optional. */
  readonly body: { readonly list: boolean; readonly members: readonly string[] } | undefined;
  readonly status: number;
}

/**
 * @param file a name in this folder. A line is `METHOD /path/{parameter} q:needed q?:optional body!{a,b} -> status`;
 *   the body has those members and no others, `[{…}]` is a list of such.
 */
export function endpointValidator(file: string): ContractValidator {
  const endpoints = readFileSync(new URL(file, import.meta.url), 'utf8').trim().split('\n').map(parseLine);
  return {
    problemsOf(exchange) {
      const { method, path } = exchange;
      // The recorded path is as sent: an escaped slash is no separator.
      const found = endpoints.find((each) => each.method === method && each.path.test(path));
      if (found === undefined) return [`${method} ${path} is not in the contract`];
      return problems(found, exchange).map((problem) => `${method} ${path} (${exchange.status}): ${problem}`);
    },
  };
}

function parseLine(line: string): Endpoint {
  const [, method, path, input, status] = /^([A-Z]+) (\S+) (.*)-> (\d+)$/.exec(line) ?? [];
  if (method === undefined || path === undefined) throw new Error(`The contract's line "${line}" cannot be read.`);
  const words = (input ?? '').trim().split(/\s+/);
  const named = (prefix: string) => words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));
  const [, list, body] = /body!(\[?)\{(.*)\}/.exec(input ?? '') ?? [];
  return {
    method,
    path: new RegExp(`^${path.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    needed: named('q:'),
    optional: named('q?:'),
    body: body === undefined ? undefined : { list: list === '[', members: body.split(',').filter((name) => name !== '') },
    status: Number(status),
  };
}

function problems(endpoint: Endpoint, { query, body, status }: RecordedRequest): string[] {
  const sent = Object.keys(query);
  return [
    ...endpoint.needed.filter((name) => !sent.includes(name)).map((name) => `needs the query parameter ${name}`),
    ...sent
      .filter((name) => ![...endpoint.needed, ...endpoint.optional].includes(name))
      .map((name) => `unknown query parameter ${name}`),
    ...bodyProblems(endpoint.body, body),
    ...(status >= 200 && status < 400 && status !== endpoint.status
      ? [`was answered ${status}, not ${endpoint.status}`]
      : []),
  ];
}

function bodyProblems(wanted: Endpoint['body'], body: unknown): string[] {
  if (wanted === undefined) return body === undefined ? [] : ['has a body'];
  if (body === undefined) return ['needs a body'];
  if (Array.isArray(body) !== wanted.list) return [`needs ${wanted.list ? 'a list' : 'an object'} as its body`];
  return [body].flat().flatMap((each) => {
    const members = Object.keys(each as object);
    const names = wanted.members.map((name) => name.replace('?', ''));
    return [
      ...wanted.members.filter((name) => !name.endsWith('?') && !members.includes(name)).map((name) => `needs ${name} in its body`),
      ...members.filter((name) => !names.includes(name)).map((name) => `unknown ${name} in its body`),
    ];
  });
}
