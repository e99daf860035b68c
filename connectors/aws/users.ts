/**
 * People in AWS, who may be in two directories: the identity store of IAM Identity Center, and IAM. One subject serves
 * both. `id` is the user's id in the identity store, or the ARN of a user who is only in IAM. `login` is the name of
 * the IAM user: the login from `identities` if there is one, else the user name in the identity store.
 */
import { GetUserCommand } from '@aws-sdk/client-iam';
import { DescribeUserCommand, GetUserIdCommand, ListUsersCommand, type User } from '@aws-sdk/client-identitystore';
import type { Account } from '../../domain/ledger/claims.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject, SubjectQuery } from '../connector.ts';
import { who } from '../entitlement-type.ts';
import type { AwsCalls } from './calls.ts';

/** Up to this many users are described one by one; for more, all users are listed. */
const FEW = 20;

export async function findUser(
  calls: AwsCalls,
  query: SubjectQuery,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const email = normalizeEmail(query.email);
  if (calls.users !== 'iam') {
    const found = await findInIdentityStore(calls, email, query.login, context);
    if (found !== undefined) return { ...found, email, login: query.login ?? found.login };
  }
  return calls.users === 'identity-center' ? undefined : findInIam(calls, email, query.login, context);
}

/** @throws ProviderError for a person who is only in IAM. */
export function identityCenterUser(calls: AwsCalls, subject: ProviderSubject): string {
  if (isInIdentityCenter(subject)) return subject.id;
  throw new ProviderError(
    'not_found',
    `AWS has ${who(subject)} in IAM but not in IAM Identity Center; create the user there, then try again.`,
    { system: calls.vendor.application },
  );
}

export function isInIdentityCenter(subject: ProviderSubject): boolean {
  return !subject.id.startsWith('arn:');
}

/** By the mapped user name if there is one, then by e-mail, then by a user name that equals the e-mail. */
async function findInIdentityStore(
  calls: AwsCalls,
  email: string,
  login: string | undefined,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const { identityStoreId } = await calls.instance(context);
  const ways = [
    ...(login === undefined ? [] : [['userName', login] as const]),
    ['emails.value', email] as const,
    ['userName', email] as const,
  ];
  for (const [AttributePath, AttributeValue] of ways) {
    const found = await calls.find(`looking for ${email}`, context, ({ identityStore }, bounded) =>
      identityStore.send(
        new GetUserIdCommand({
          IdentityStoreId: identityStoreId,
          AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } },
        }),
        bounded,
      ),
    );
    const user = found?.UserId === undefined ? undefined : await describe(calls, found.UserId, context);
    if (user !== undefined) return user;
  }
  return undefined;
}

async function findInIam(
  calls: AwsCalls,
  email: string,
  login: string | undefined,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const found = await readInIam(calls, login ?? email, context);
  return found && { ...found, email };
}

async function readInIam(calls: AwsCalls, name: string, context: CallContext): Promise<ProviderSubject | undefined> {
  const found = await calls.find(`looking for the IAM user ${name}`, context, ({ iam }, bounded) =>
    iam.send(new GetUserCommand({ UserName: name }), bounded),
  );
  const { Arn, UserName } = found?.User ?? {};
  return Arn === undefined || UserName === undefined ? undefined : { id: Arn, login: UserName };
}

/**
 * A person that was found before, in either directory. Their IAM access belongs to the login of that time. A person who
 * was deleted from the identity store may still be in IAM.
 */
export async function findAccount(
  calls: AwsCalls,
  { id, login }: Account,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const stored =
    calls.users !== 'iam' && isInIdentityCenter({ id, login }) ? await describe(calls, id, context) : undefined;
  if (stored !== undefined) return { ...stored, login };
  const iam = calls.users === 'identity-center' ? undefined : await readInIam(calls, login, context);
  if (iam === undefined) return undefined;
  return isInIdentityCenter({ id, login }) || iam.id === id ? { ...iam, id } : undefined;
}

/** People of the identity store by id. A deleted person is shown by id only. */
export async function* named(
  calls: AwsCalls,
  ids: AsyncIterable<string>,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  const few: string[] = [];
  let all: ReadonlyMap<string, ProviderSubject> | undefined;
  for await (const id of ids) {
    if (all === undefined && few.length < FEW) {
      few.push(id);
      continue;
    }
    if (all === undefined) {
      all = await everybody(calls, context);
      for (const each of few) yield all.get(each) ?? { id: each, login: each };
    }
    yield all.get(id) ?? { id, login: id };
  }
  if (all === undefined) for (const id of few) yield (await describe(calls, id, context)) ?? { id, login: id };
}

async function describe(calls: AwsCalls, id: string, context: CallContext): Promise<ProviderSubject | undefined> {
  const { identityStoreId } = await calls.instance(context);
  const user = await calls.find(`reading the user ${id}`, context, ({ identityStore }, bounded) =>
    identityStore.send(new DescribeUserCommand({ IdentityStoreId: identityStoreId, UserId: id }), bounded),
  );
  return user === undefined ? undefined : toSubject(user);
}

async function everybody(calls: AwsCalls, context: CallContext): Promise<ReadonlyMap<string, ProviderSubject>> {
  const { identityStoreId } = await calls.instance(context);
  const found = new Map<string, ProviderSubject>();
  for await (const user of calls.pages('listing users', context, async ({ identityStore }, bounded, NextToken) => {
    const page = await identityStore.send(
      new ListUsersCommand({ IdentityStoreId: identityStoreId, MaxResults: 100, NextToken }),
      bounded,
    );
    return { items: page.Users ?? [], next: page.NextToken };
  })) {
    const subject = toSubject(user);
    if (subject !== undefined) found.set(subject.id, subject);
  }
  return found;
}

function toSubject({ UserId, UserName, DisplayName, Emails, UserStatus }: Partial<User>): ProviderSubject | undefined {
  if (UserId === undefined) return undefined;
  const email = (Emails?.find((each) => each.Primary) ?? Emails?.[0])?.Value;
  return {
    id: UserId,
    login: UserName ?? UserId,
    email: email === undefined ? undefined : normalizeEmail(email),
    displayName: DisplayName,
    suspended: UserStatus === 'DISABLED',
  };
}
