/** Checks traffic against AWS's own models of its services, in botocore's format. */
import { readFileSync } from 'node:fs';
import type { RecordedRequest } from '../simulators/misbehave.ts';
import type { ContractValidator } from './validate.ts';
import { parseXml, type XmlElement } from './xml.ts';

interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly locationName?: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  /** Any JSON. */
  readonly document?: boolean;
  readonly union?: boolean;
  readonly error?: { readonly code: string; readonly httpStatusCode?: number };
}

interface Service {
  readonly metadata: {
    readonly protocol: string;
    readonly apiVersion: string;
    readonly targetPrefix?: string;
    readonly signingName?: string;
    readonly endpointPrefix: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface OperationModel {
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string; readonly resultWrapper?: string };
  readonly errors?: readonly { readonly shape: string }[];
}

/**
 * Answers that every operation may give, in addition to its own errors: the CommonErrors pages of the API references.
 */
const COMMON = [
  ...['AccessDenied', 'AccessDeniedException', 'ExpiredToken', 'ExpiredTokenException', 'InternalFailure'],
  ...['InvalidClientTokenId', 'ServiceUnavailable', 'SignatureDoesNotMatch', 'Throttling', 'ThrottlingException'],
  ...['UnrecognizedClientException', 'ValidationError', 'ServiceFailure'],
];

export function botocoreValidator(file: string): ContractValidator {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  const services = Object.values(JSON.parse(text) as Readonly<Record<string, Service>>);
  return {
    problemsOf(exchange) {
      const problems = check(services, exchange);
      return problems.map((problem) => `${exchange.operation ?? exchange.path} (${exchange.status}): ${problem}`);
    },
  };
}

function check(services: readonly Service[], exchange: RecordedRequest): string[] {
  const [prefix, name = ''] = (exchange.operation ?? '').split('.');
  const service = services.find(({ metadata }) => (metadata.targetPrefix ?? metadata.endpointPrefix) === prefix);
  const operation = service?.operations[name];
  if (service === undefined || operation === undefined) return ['it is not in the contract'];
  if (exchange.method !== 'POST' || exchange.path !== '/') return ['every operation is POST /'];
  return [
    ...requestProblems(service, operation, exchange.body).map((each) => `request${each}`),
    ...answerProblems(service, operation, name, exchange).map((each) => `answer${each}`),
  ];
}

function requestProblems({ metadata, shapes }: Service, { input }: OperationModel, body: unknown): string[] {
  if (metadata.protocol === 'json') return valueProblems(shapes, input?.shape, body);
  const { Action: _action, Version, ...members } = body as Record<string, unknown>;
  return [
    ...(Version === metadata.apiVersion ? [] : [`.Version: is ${String(Version)}`]),
    ...valueProblems(shapes, input?.shape, members),
  ];
}

function answerProblems(service: Service, operation: OperationModel, name: string, exchange: RecordedRequest): string[] {
  const { status, answer } = exchange;
  // No answer, because the connection was dropped.
  if (status === 0 || answer === undefined) return [];
  const json = service.metadata.protocol === 'json';
  if (status !== 200) {
    const code = json ? (answer as { __type?: string }).__type : parseXml(String(answer)).text('Error', 'Code');
    const known = (operation.errors ?? []).map(({ shape }) => service.shapes[shape]?.error?.code ?? shape);
    return [...known, ...COMMON].includes(String(code)) ? [] : [`: the error ${code} is not documented`];
  }
  if (json) return valueProblems(service.shapes, operation.output?.shape, answer);
  const root = parseXml(String(answer));
  const { output } = operation;
  if (root.name !== `${name}Response`) return [`: the root is ${root.name}`];
  if (root.namespace !== service.metadata.xmlNamespace) return [`: the namespace is ${root.namespace}`];
  if (output === undefined) return [];
  const result = output.resultWrapper === undefined ? root : root.child(output.resultWrapper);
  if (result === undefined) return [`: it has no ${output.resultWrapper}`];
  return valueProblems(service.shapes, output.shape, fromXml(service.shapes, output.shape, result));
}

/** The faults of a value; paths begin with a dot. */
function valueProblems(shapes: Service['shapes'], name: string | undefined, value: unknown, at = ''): string[] {
  const shape = name === undefined ? undefined : shapes[name];
  if (shape === undefined) return Object.keys(value ?? {}).map((each) => `${at}.${each}: is not known`);
  if (shape.document) return [];
  const wrong = (what: string): string[] => [`${at}: ${what}`];
  switch (shape.type) {
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('is no structure');
      const given = value as Readonly<Record<string, unknown>>;
      const members = shape.members ?? {};
      return [
        ...(shape.required ?? []).filter((each) => given[each] === undefined).map((each) => `${at}.${each}: is missing`),
        ...(shape.union && Object.keys(given).length !== 1 ? wrong('has not exactly one member') : []),
        ...Object.entries(given).flatMap(([each, inner]) =>
          members[each] === undefined
            ? [`${at}.${each}: is not known`]
            : valueProblems(shapes, members[each].shape, inner, `${at}.${each}`),
        ),
      ];
    }
    case 'list':
      if (!Array.isArray(value)) return wrong('is no list');
      return [
        ...sizeProblems(shape, value.length, at),
        ...value.flatMap((each, n) => valueProblems(shapes, shape.member?.shape, each, `${at}[${n}]`)),
      ];
    case 'string':
      if (typeof value !== 'string') return wrong('is no string');
      if (shape.enum !== undefined && !shape.enum.includes(value)) return wrong(`is not one of ${shape.enum.join(', ')}`);
      if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`, 'u').test(value))
        return wrong(`does not match ${shape.pattern}`);
      return sizeProblems(shape, value.length, at);
    case 'boolean':
      return typeof value === 'boolean' || ['true', 'false'].includes(String(value)) ? [] : wrong('is no boolean');
    case 'integer':
    case 'long':
      return Number.isInteger(Number(value)) ? sizeProblems(shape, Number(value), at) : wrong('is no integer');
    case 'timestamp':
      return typeof value === 'number' || !Number.isNaN(Date.parse(String(value))) ? [] : wrong('is no instant');
    default:
      return wrong(`is of a type that is not checked (${shape.type})`);
  }
}

function sizeProblems({ min, max }: Shape, size: number, at: string): string[] {
  if (min !== undefined && size < min) return [`${at}: is less than ${min}`];
  return max !== undefined && size > max ? [`${at}: is more than ${max}`] : [];
}

/** An element in the form of its shape: lists are `member` elements. */
function fromXml(shapes: Service['shapes'], name: string, element: XmlElement): unknown {
  const shape = shapes[name];
  if (shape?.type === 'list')
    return element.children.map((each) => (each.name === 'member' ? fromXml(shapes, shape.member?.shape ?? '', each) : each));
  if (shape?.type !== 'structure') return element.content;
  return Object.fromEntries(
    element.children.map((each) => [each.name, fromXml(shapes, shape.members?.[each.name]?.shape ?? '', each)]),
  );
}
