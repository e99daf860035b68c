/** Answer formats of the simulated AWS: JSON 1.1 for Identity Center, XML for IAM and STS. */
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { escapeHtml } from '../server.ts';
import type { AwsState } from './state.ts';

export type Input = Readonly<Record<string, unknown>>;

/** The state that the operations share. */
export interface AwsContext {
  readonly state: AwsState;
  /** The duration of an assignment, in milliseconds, and the reason for which the next one fails, if any. */
  readonly assignments: { takesMs: number; failure: string | undefined };
  save(): void;
}

/** `undefined` is an answer without members. */
export type Operation = (context: AwsContext, input: Input, region: string | undefined) => object | undefined;

/** A refusal in AWS's terms. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { status = 400, ...members }: { status?: number; ResourceType?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

const NAMESPACES: Readonly<Record<string, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** Identity Center's services name the operation in a header, the others in the body. */
export function isJson(request: Request): boolean {
  return request.get('x-amz-target') !== undefined;
}

export function sendFault(request: Request, response: Response, fault: AwsFault): void {
  const id = randomUUID();
  response.status(fault.status).set('x-amzn-RequestId', id);
  if (isJson(request)) {
    response.set('Content-Type', 'application/x-amz-json-1.1');
    response.json({ __type: fault.code, Message: fault.message, ...fault.members });
    return;
  }
  const type = fault.status < 500 ? 'Sender' : 'Receiver';
  sendXml(
    response,
    `<ErrorResponse>${xml({ Error: { Type: type, Code: fault.code, Message: fault.message }, RequestId: id })}</ErrorResponse>`,
  );
}

export function sendResult(
  request: Request,
  response: Response,
  service: string,
  action: string,
  result: object | undefined,
): void {
  const id = randomUUID();
  response.set('x-amzn-RequestId', id);
  if (isJson(request)) {
    response.set('Content-Type', 'application/x-amz-json-1.1');
    response.json(result ?? {});
    return;
  }
  const body = result === undefined ? '' : `<${action}Result>${xml(result)}</${action}Result>`;
  const meta = xml({ ResponseMetadata: { RequestId: id } });
  sendXml(response, `<${action}Response xmlns="${NAMESPACES[service]}">${body}${meta}</${action}Response>`);
}

/** One page of a list by `MaxResults` and `NextToken`. */
export function page<Item>(items: readonly Item[], input: Input): { items: readonly Item[]; NextToken?: string } {
  const size = Math.min(100, Number(input.MaxResults ?? 100));
  const start = Number(input.NextToken ?? 0);
  const more = start + size < items.length;
  return { items: items.slice(start, start + size), ...(more ? { NextToken: String(start + size) } : {}) };
}

function sendXml(response: Response, body: string): void {
  response.set('Content-Type', 'text/xml').send(body);
}

/** Lists become `member` elements, as the Query protocol has them. */
function xml(value: object): string {
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${inner(each)}</${name}>`)
    .join('');
}

function inner(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${inner(each)}</member>`).join('');
  return typeof value === 'object' && value !== null ? xml(value) : escapeHtml(value);
}
