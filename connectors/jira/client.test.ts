import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createJiraCalls, type JiraCalls } from './client.ts';

/** A client of a Jira whose answers the listener defines. */
async function jiraThat(answers: RequestListener): Promise<JiraCalls> {
  const server = createServer(answers);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return createJiraCalls(
    { url: `http://127.0.0.1:${port}/`, email: 'bot@acme.test', apiToken: 'the token of the test', timeoutMs: 300 },
    { name: 'Jira', application: 'jira', advice: {} },
  );
}

const read = (calls: JiraCalls) =>
  calls.run('reading its own account', undefined, ({ v3 }) => v3.myself.getCurrentUser());

test('an answer that comes a byte at a time ends with the time of the call', async () => {
  const calls = await jiraThat((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const dripping = setInterval(() => response.write(' '), 50);
    response.once('close', () => clearInterval(dripping));
  });
  await expect(read(calls)).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'Jira did not answer in time while reading its own account; it is tried again.',
  });
});

test('an answer that breaks off is not taken for a refusal', async () => {
  const calls = await jiraThat((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"accountId":', () => response.destroy());
  });
  await expect(read(calls)).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'Jira dropped the connection while reading its own account; it is tried again.',
  });
});

test('a conflict passes, unless Jira says that it is so already', async () => {
  const said = (words: string) =>
    jiraThat((_request, response) => {
      response.writeHead(409, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errorMessages: [words], errors: { status: 'is being changed' } }));
    });
  await expect(read(await said('Another change is under way.'))).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('Another change is under way.; status: is being changed'),
  });
  await expect(read(await said('User is already a member.'))).rejects.toMatchObject({
    kind: 'invalid',
    details: { code: 'already-so', status: 409 },
  });
});

test.each([
  ['finds nothing', 404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'] }],
  ['lists nothing', 200, { issues: [], isLast: true }],
])('an answer that %s because the token is not accepted is no answer', async (_what, status, body) => {
  const calls = await jiraThat((_request, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-seraph-loginreason': 'AUTHENTICATED_FAILED',
    });
    response.end(JSON.stringify(body));
  });
  const found = calls.find('reading ACCESS-1', undefined, ({ v3 }) => v3.issues.getIssue({ issueIdOrKey: 'ACCESS-1' }));
  await expect(found).rejects.toMatchObject({
    kind: 'unauthorized',
    message: expect.stringContaining('Jira does not accept the API token while reading ACCESS-1'),
  });
});
