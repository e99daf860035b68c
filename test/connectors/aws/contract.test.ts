import { describe, expect, test } from 'vitest';

import { ACCOUNT, awsUnderTest, CREATE, POWER } from './aws-under-test.ts';

describe('the AWS connector', () => {
  const system = awsUnderTest();
  const { person, contract } = system;

  test.each([
    ['an unknown operation', { operation: 'SWBExternalService.CreateAssignment' }, 'not in the contract'],
    ['a wrong verb', { method: 'GET' }, 'every operation is POST /'],
    ['a member that is missing', { body: { TargetId: ACCOUNT } }, '.InstanceArn: is missing'],
    ['a member that is not known', { body: { Account: ACCOUNT } }, '.Account: is not known'],
    ['a value that is not allowed', { body: { PrincipalType: 'ROLE' } }, 'is not one of USER, GROUP'],
    ['a value of the wrong form', { body: { TargetId: '123' } }, '.TargetId: does not match'],
    ['a wrong answer', { answer: { Status: 'IN_PROGRESS' } }, 'answer.Status: is not known'],
    ['an undocumented error', { status: 400, answer: { __type: 'TeapotException' } }, 'TeapotException'],
  ])('the contract catches %s', async (_what, change, problem) => {
    await system.connector.grant(await person('dave'), POWER, {});
    const good = system.aws.misbehaving.requests.findLast((each) => each.operation === CREATE && each.status === 200);
    if (good === undefined) throw new Error('It was sent just now.');
    expect(contract.problemsOf(good)).toEqual([]);
    expect(contract.problemsOf({ ...good, ...change }).join()).toContain(problem);
  });

  test.each([
    ['a wrong version', { body: { Action: 'GetUser', Version: '2020-01-01', UserName: 'alice' } }, 'Version'],
    ['a member that is not known', { body: { Action: 'GetUser', Version: '2010-05-08', Name: 'alice' } }, '.Name'],
    [
      'an answer that lacks a member',
      {
        answer:
          '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult></GetUserResult></GetUserResponse>',
      },
      'answer.User: is missing',
    ],
    ['an answer of another namespace', { answer: '<GetUserResponse></GetUserResponse>' }, 'the namespace is'],
  ])('the contract of the XML services catches %s', async (_what, change, problem) => {
    await person('mallory');
    const good = system.aws.misbehaving.requests.findLast(
      (each) => each.operation === 'iam.GetUser' && each.status === 200,
    );
    if (good === undefined) throw new Error('It was sent just now.');
    expect(contract.problemsOf(good)).toEqual([]);
    expect(contract.problemsOf({ ...good, ...change }).join()).toContain(problem);
  });
});
