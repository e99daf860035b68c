/** A simulated AWS: IAM Identity Center, its identity store, IAM and STS behind one address, separated as AWS does. */
import express, { type Express, type Request } from 'express';
import { createMisbehaving, type Misbehaving } from '../misbehave.ts';
import { keepState, listen, type RunningServer } from '../server.ts';
import { type AwsRole, createGate, regionOf, serviceOf } from './access.ts';
import { type AwsContext, AwsFault, type Input, isJson, type Operation, sendFault, sendResult } from './answers.ts';
import { IAM } from './iam.ts';
import { IDENTITY_STORE } from './identity-store.ts';
import { awsPage } from './page.ts';
import { SSO_ADMIN } from './sso-admin.ts';
import { type AwsState, advance, freshAws } from './state.ts';

export interface AwsSimulatorOptions {
  readonly port?: number;
  readonly dataFile?: string;
  readonly accessKeyId?: string;
  /** A key with read-only permissions. */
  readonly readOnlyKeyId?: string;
  readonly role?: AwsRole;
  /** The duration of an account assignment, in milliseconds. */
  readonly assignmentMs?: number;
}

export interface AwsSimulator extends RunningServer {
  readonly state: AwsState;
  readonly misbehaving: Misbehaving;
  /** The behaviour of assignments; may change at any time. */
  readonly assignments: AwsContext['assignments'];
}

export async function startAwsSimulator(options: AwsSimulatorOptions = {}): Promise<AwsSimulator> {
  const { state, save } = keepState(options.dataFile, freshAws);
  const assignments = { takesMs: options.assignmentMs ?? 2_000, failure: undefined as string | undefined };
  const context: AwsContext = { state, save, assignments };
  const gate = createGate({
    accessKeyId: options.accessKeyId ?? 'AKIADEMO',
    readOnlyKeyId: options.readOnlyKeyId,
    role: options.role,
  });
  const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
    SWBExternalService: SSO_ADMIN,
    AWSIdentityStore: IDENTITY_STORE,
    iam: IAM,
    sts: gate.sts,
  };
  const misbehaving = createMisbehaving(
    (response, status) => sendFault(response.req, response, faultOf(response.req, status)),
    nameOf,
  );
  const app: Express = express();
  app.disable('x-powered-by');
  app.use(express.json({ type: 'application/x-amz-json-1.1' }), express.urlencoded({ extended: false }));
  app.use(misbehaving.routes);
  app.get('/', awsPage(context));
  app.post('/', misbehaving.middleware, (request, response) => {
    advance(state, Date.now());
    const [service = '', action = ''] = (nameOf(request) ?? '').split('.');
    try {
      gate.check(request, action);
      const operation = operations[service]?.[action];
      if (operation === undefined) throw new AwsFault('UnknownOperationException', `There is no ${service}.${action}.`);
      sendResult(request, response, service, action, operation(context, request.body as Input, regionOf(request)));
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      sendFault(request, response, error);
    }
  });
  const server = await listen(app, options.port);
  return { ...server, state, misbehaving, assignments };
}

/** `AWSIdentityStore.ListUsers` from the header, or `iam.GetUser` from the signature's scope and the body. */
function nameOf(request: Request): string | undefined {
  const target = request.get('x-amz-target');
  if (target !== undefined) return target;
  const { Action } = (request.body ?? {}) as { Action?: string };
  return Action === undefined ? undefined : `${serviceOf(request)}.${Action}`;
}

/** AWS's form: Identity Center answers 400 and a code where others have a status. */
function faultOf(request: Request, status: number): AwsFault {
  const json = isJson(request);
  const [code, as] = FAULTS[status]?.[json ? 0 : 1] ?? ['InternalFailure', status];
  return new AwsFault(code, `${code} of the simulator.`, { status: as });
}

type Fault = readonly [code: string, status: number];
const FAULTS: Readonly<Record<number, readonly [json: Fault, query: Fault]>> = {
  401: [
    ['UnrecognizedClientException', 400],
    ['InvalidClientTokenId', 403],
  ],
  403: [
    ['AccessDeniedException', 400],
    ['AccessDenied', 403],
  ],
  429: [
    ['ThrottlingException', 400],
    ['Throttling', 400],
  ],
  500: [
    ['InternalServerException', 500],
    ['ServiceFailure', 500],
  ],
  503: [
    ['ServiceUnavailable', 503],
    ['ServiceUnavailable', 503],
  ],
};
