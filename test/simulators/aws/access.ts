/** Authentication by the access key that signed the request, and STS, which issues keys of roles. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { AwsFault, type Operation } from './answers.ts';

export interface AwsRole {
  readonly arn: string;
  readonly externalId?: string;
}

export interface AwsAccess {
  readonly accessKeyId: string;
  /** A key with read-only permissions. */
  readonly readOnlyKeyId?: string | undefined;
  /** A role that the first key may assume. */
  readonly role?: AwsRole | undefined;
}

const HOUR_MS = 3_600_000;

export interface Gate {
  /** @throws AwsFault for an unknown key (401 in AWS's form), and for one without permission. */
  check(request: Request, operation: string): void;
  readonly sts: Readonly<Record<string, Operation>>;
}

export function createGate({ accessKeyId, readOnlyKeyId, role }: AwsAccess): Gate {
  /** Session tokens of the role, by access key. */
  const sessions = new Map<string, string>();
  return {
    check(request, operation) {
      const key = keyOf(request);
      const session = sessions.get(key ?? '');
      if (session !== undefined && session !== request.get('x-amz-security-token'))
        throw unknown(request, 'The security token included in the request is invalid.');
      if (key === accessKeyId || session !== undefined) return;
      if (key === undefined || key !== readOnlyKeyId)
        throw unknown(request, 'The security token included in the request is invalid.');
      if (!/^(Get|List|Describe)/.test(operation))
        throw new AwsFault(...denied(request), `User is not authorized to perform: ${operation}`, {
          status: isQuery(request) ? 403 : 400,
        });
    },
    sts: {
      GetCallerIdentity: callerIdentity,
      AssumeRole(_context, input) {
        if (role === undefined || input.RoleArn !== role.arn || input.ExternalId !== role.externalId)
          throw new AwsFault(
            'AccessDenied',
            `User is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
            {
              status: 403,
            },
          );
        const key = `ASIA${randomUUID().replaceAll('-', '').toUpperCase().slice(0, 16)}`;
        const token = randomBytes(24).toString('base64');
        sessions.set(key, token);
        return {
          Credentials: {
            AccessKeyId: key,
            SecretAccessKey: randomBytes(30).toString('base64'),
            SessionToken: token,
            Expiration: new Date(Date.now() + HOUR_MS).toISOString(),
          },
          AssumedRoleUser: { AssumedRoleId: `AROA3XFRBF535EXAMPLE:${input.RoleSessionName}`, Arn: role.arn },
        };
      },
    },
  };
}

const callerIdentity: Operation = ({ state }) => ({
  UserId: 'AIDAACKCEVSQ6C2EXAMPLE',
  Account: state.iam.account,
  Arn: `arn:aws:iam::${state.iam.account}:user/leasehold`,
});

/** The service that a request was signed for: `sso`, `identitystore`, `iam`, `sts`. */
export function serviceOf(request: Request): string | undefined {
  return scopeOf(request)?.[3];
}

export function regionOf(request: Request): string | undefined {
  return scopeOf(request)?.[2];
}

function keyOf(request: Request): string | undefined {
  return scopeOf(request)?.[0];
}

function scopeOf(request: Request): readonly string[] | undefined {
  return /^AWS4-HMAC-SHA256 Credential=([^,]+)/.exec(request.get('authorization') ?? '')?.[1]?.split('/');
}

function isQuery(request: Request): boolean {
  return request.get('x-amz-target') === undefined;
}

function unknown(request: Request, message: string): AwsFault {
  return isQuery(request)
    ? new AwsFault('InvalidClientTokenId', message, { status: 403 })
    : new AwsFault('UnrecognizedClientException', message);
}

function denied(request: Request): [code: string] {
  return [isQuery(request) ? 'AccessDenied' : 'AccessDeniedException'];
}
