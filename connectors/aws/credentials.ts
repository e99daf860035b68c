/** AWS credentials: an access key, an assumed role, or the machine's own (the SDK's default chain). */
import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { classifyAwsError } from './classify.ts';

type Credentials = NonNullable<STSClientConfig['credentials']>;

type Session = Exclude<Credentials, (...input: never[]) => unknown>;

const SESSION_NAME = 'leasehold';
/** Sessions closer to their end are replaced. The SDK also asks again from here on. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** @returns `undefined` for the default chain. All clients share one session of a role. */
export function awsCredentials(
  { credentials }: Pick<ConnectorOptions, 'credentials'>,
  vendor: Vendor,
  common: STSClientConfig,
): Credentials | undefined {
  const own = keyOf(credentials, vendor);
  const { roleArn, externalId } = credentials;
  if (roleArn === undefined) return own;
  const sts = new STSClient({ ...common, ...(own === undefined ? {} : { credentials: own }) });
  let current: Session | undefined;
  return async () => {
    if (current?.expiration !== undefined && current.expiration.getTime() - RENEW_BEFORE_MS > Date.now())
      return current;
    const doing = `assuming the role ${roleArn}`;
    try {
      const { Credentials: session } = await sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME, ExternalId: externalId }),
      );
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session ?? {};
      if (AccessKeyId === undefined || SecretAccessKey === undefined)
        throw new TypeError('it has no credentials in it');
      current = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
        ...(Expiration === undefined ? {} : { expiration: Expiration }),
      };
      return current;
    } catch (error) {
      throw asRefusedCredentials(classifyAwsError(error, doing, vendor));
    }
  };
}

function keyOf(
  { accessKeyId, secretAccessKey, sessionToken }: ConnectorOptions['credentials'],
  vendor: Vendor,
): Session | undefined {
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new ProviderError('unauthorized', 'AWS needs both accessKeyId and secretAccessKey, or neither.', {
      system: vendor.application,
    });
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** A failure to assume the role is a credentials error. It says nothing about the requested object. */
function asRefusedCredentials(error: ProviderError): ProviderError {
  if (error.kind !== 'forbidden' && error.kind !== 'invalid') return error;
  const advice = "Check the role's trust policy and the external id.";
  return new ProviderError('unauthorized', `${error.message} ${advice}`, { ...error.details });
}
