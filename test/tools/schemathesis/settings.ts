/** The configuration file of Schemathesis: its checks, and the sources of existing values. */
import type { Known } from './company.ts';

/** The caller and the amount of calls. */
export interface Pass {
  readonly name: string;
  readonly token: string;
  readonly seed: number;
  readonly amount:
    | {
        /** Whole seconds, in all phases of Schemathesis: edge cases, random values, calls that follow from answers. */
        readonly seconds: number;
      }
    /** The number of random calls per operation, independent of the machine's speed. */
    | { readonly each: number };
}

/**
 * The checks for every answer. Schemathesis' other checks do not fit. Those of refused credentials hit our limit for
 * guessing (429 after 60 a minute). `unsupported_method` takes `GET /grants/{id}/extension` for an invalid id, though
 * ids contain slashes. Those of accepted and rejected data assume that a schema can express every rule of a document.
 */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'missing_required_header',
  'allow_header_conformance',
  'use_after_free',
] as const;

const ONLY_FUZZING = ['[phases]', 'enabled = false', '[phases.fuzzing]', 'enabled = true'];

/** The share of existing values among the values. */
const OFTEN = 0.7;
const SOMETIMES = 0.4;

/** The dictionary of a parameter, by the path of its operations. */
const PATHS: readonly (readonly [path: string, parameters: Readonly<Record<string, string>>])[] = [
  ['^/api/v1/requests/', { 'path.key': 'requests' }],
  ['^/api/v1/reviews/', { 'path.id': 'reviews', 'path.item': 'reviewItems' }],
  ['^/api/v1/tokens/', { 'path.id': 'tokens' }],
  ['^/api/v1/birthrights/', { 'path.id': 'reconciliations' }],
  ['^/api/v1/revocations/', { 'path.id': 'revocations' }],
  ['^/api/v1/configuration/revisions/', { 'path.revision': 'revisions' }],
  ['^/api/v1/configuration/changes/', { 'path.id': 'changes' }],
  ['^/api/v1/applications/', { 'path.key': 'applications' }],
  ['^/api/v1/rules/', { 'path.key': 'rules' }],
];

/** On every path. */
const PARAMETERS: Readonly<Record<string, string>> = {
  'query.cursor': 'cursors',
  'query.subject': 'people',
  'query.application': 'applications',
  'query.accessLevel': 'levels',
  'query.request': 'requests',
  'query.from': 'instants',
  'query.to': 'instants',
  'query.expiresBefore': 'instants',
  'header.If-Match': 'etags',
  'body.subject': 'people',
  'body.application': 'applications',
  'body.accessLevel': 'levels',
  'body.duration': 'durations',
  'body.to': 'people',
};

/** @param hooks the file of hooks. */
export function settingsOf(pass: Pass, { dictionaries }: Known, hooks: string): string {
  const text = JSON.stringify;
  const binding = ([parameter, dictionary]: readonly [string, string], probability: number): string[] =>
    dictionaries[dictionary] === undefined
      ? []
      : [`${text(parameter)} = { dictionary = ${text(dictionary)}, probability = ${probability} }`];
  return [
    `seed = ${pass.seed}`,
    'seconds' in pass.amount ? `max-time = ${pass.amount.seconds}` : '',
    // More of them would change the order of the calls, and so the findings, on every run.
    'workers = 1',
    `hooks = ${text(hooks)}`,
    'continue-on-failure = true',
    // The run ends with the stack, so no single call is waited for longer.
    'request-timeout = 20',
    // The redirect itself is the answer. Its target may be another server.
    'max-redirects = 0',
    // A stream of events has no end, but its first event comes at once.
    'max-stream-events = 1',
    '[cache]',
    'enabled = false',
    '[generation]',
    'mode = "all"',
    'database = "none"',
    ...('each' in pass.amount ? [`max-examples = ${pass.amount.each}`, ...ONLY_FUZZING] : []),
    '[checks]',
    'enabled = false',
    ...CHECKS.flatMap((check) => [`[checks.${check}]`, 'enabled = true']),
    '[auth.openapi]',
    `token = { bearer = ${text(pass.token)} }`,
    '[dictionaries]',
    ...Object.entries(dictionaries).map(([name, values]) => `${text(name)} = { values = ${text(values)} }`),
    '[parameters]',
    ...Object.entries(PARAMETERS).flatMap((each) => binding(each, SOMETIMES)),
    ...PATHS.flatMap(([path, parameters]) => [
      '[[operations]]',
      `include-path-regex = ${text(path)}`,
      '[operations.parameters]',
      ...Object.entries(parameters).flatMap((each) => binding(each, OFTEN)),
    ]),
    '',
  ].join('\n');
}
