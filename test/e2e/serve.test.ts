import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { stringify } from 'yaml';
import { hashOfToken } from '../../api/tokens/token-file.ts';
import { runCommand } from '../../commands/boot/run-command.ts';
import { type LeaseholdProcess, startLeasehold } from '../demo/leasehold-process.ts';
import { freePort } from '../parts/free-port.ts';
import { lacks } from '../parts/lacks.ts';
import { createDatabase } from '../parts/postgres.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createNamespace, registerBareNamespace, sharedDevServer } from '../support/dev-server.ts';

const within = { timeout: 30_000, interval: 50 };

/** An independent Okta and Jira with the minimum that the contracts allow: e-mails hidden, no comment properties. */
function otherVendors() {
  const members = new Set<string>();
  const issue = { status: 'Waiting for approval', comments: [] as unknown[], changes: [] as unknown[] };
  const statuses = ['Waiting for approval', 'Approved', 'Access Granted', 'Access Expired', 'Denied', 'Revoked'];
  const person = (accountId: string) => ({ accountId, displayName: accountId, active: true });
  const okta: Record<string, (send: (status: number, body?: unknown) => void) => void> = {
    'GET /.well-known/okta-organization': (send) =>
      send(200, { id: '00o1', pipeline: 'idx', settings: { analyticsCollectionEnabled: false } }),
    'GET /api/v1/users/ann@acme.test': (send) =>
      send(200, { id: '00u1', status: 'ACTIVE', profile: { login: 'ann@acme.test', email: 'ann@acme.test' } }),
    'GET /api/v1/users/lead@acme.test': (send) =>
      send(200, { id: '00u2', status: 'ACTIVE', profile: { login: 'lead@acme.test', email: 'lead@acme.test' } }),
    'GET /api/v1/users/00u1/groups': (send) =>
      send(200, members.has('00u1') ? [{ id: 'admins', profile: { name: 'Admins' } }] : []),
    'PUT /api/v1/groups/admins/users/00u1': (send) => {
      members.add('00u1');
      send(204);
    },
    'DELETE /api/v1/groups/admins/users/00u1': (send) => {
      members.delete('00u1');
      send(204);
    },
  };
  const jira: Record<
    string,
    (send: (status: number, body?: unknown) => void, body: { body?: unknown; transition?: { id: string } }) => void
  > = {
    'GET /rest/api/3/myself': (send) => send(200, person('bot')),
    'GET /rest/api/3/field': (send) => send(200, []),
    'GET /rest/api/3/user': (send) => send(200, person('somebody')),
    'GET /rest/api/3/user/email': (send) => send(403, { errorMessages: ['no'] }),
    'GET /rest/api/3/user/search': (send) => send(200, []),
    'GET /rest/api/3/issue/ACCESS-7': (send) =>
      send(200, {
        id: '7',
        key: 'ACCESS-7',
        fields: {
          project: { key: 'ACCESS' },
          status: { name: issue.status },
          creator: person('acc-ann'),
          reporter: person('acc-ann'),
          customfield_10010: { requestType: { name: 'Request Application Access' } },
          customfield_10101: { value: 'Okta' },
          customfield_10102: { value: 'Admin' },
          customfield_10103: '2s',
          created: '2026-11-20T09:14:01.902+0100',
        },
      }),
    'GET /rest/api/3/issue/ACCESS-7/changelog': (send) =>
      send(200, { startAt: 0, maxResults: 100, total: issue.changes.length, isLast: true, values: issue.changes }),
    'POST /rest/api/3/issue/ACCESS-7/comment': (send, { body }) => {
      issue.comments.push(body);
      send(201, { id: String(issue.comments.length), created: new Date().toISOString().replace('Z', '+0000') });
    },
    'PUT /rest/api/3/issue/ACCESS-7/comment/1': (send, { body }) => {
      issue.comments[0] = body;
      send(200, { id: '1' });
    },
    'GET /rest/api/3/issue/ACCESS-7/comment': (send) =>
      send(200, { startAt: 0, maxResults: 100, total: 0, comments: [] }),
    'GET /rest/api/3/issue/ACCESS-7/transitions': (send) =>
      send(200, { transitions: statuses.map((name, n) => ({ id: String(n + 1), name, to: { name } })) }),
    'POST /rest/api/3/issue/ACCESS-7/transitions': (send, { transition }) => {
      issue.status = statuses[Number(transition?.id) - 1] ?? issue.status;
      send(204);
    },
    'PUT /rest/api/3/issue/ACCESS-7/assignee': (send) => send(204),
  };
  const unknown: string[] = [];
  const handle = (routes: typeof jira) => (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const line = `${request.method} ${decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname)}`;
      const route = routes[line];
      const send = (status: number, body?: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? '' : JSON.stringify(body));
      };
      if (route === undefined) {
        unknown.push(line);
        send(404, { errorMessages: ['nothing here'] });
      } else route(send, chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString()));
    });
  };
  return { members, issue, unknown, okta: createServer(handle(okta)), jira: createServer(handle(jira)) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(lacks('temporalCli', 'postgres'))('against servers that are not our simulators', () => {
  const vendors = otherVendors();
  let folder: string;
  let environment: Record<string, string>;
  let url: string;
  const running: LeaseholdProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leasehold-serve-'));
    const document = configurationDocument({
      jira: {
        url: await listen(vendors.jira),
        email: 'svc@acme.test',
        apiToken: 'env:MY_JIRA',
        webhookSecret: 'env:MY_SECRET',
      },
      rules: [rule()],
      identities: [
        { email: 'ann@acme.test', jira: 'acc-ann' },
        { email: 'lead@acme.test', jira: 'acc-lead' },
      ],
    });
    const [okta] = document.applications as Record<string, unknown>[];
    Object.assign(okta ?? {}, { url: await listen(vendors.okta), credentials: { apiToken: 'env:MY_OKTA' } });
    await writeFile(join(folder, 'leasehold.yaml'), stringify(document));
    await writeFile(join(folder, 'tokens.yaml'), stringify([{ name: 'ops', hash: hashOfToken('ops'), role: 'admin' }]));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    environment = {
      MY_JIRA: 'j',
      MY_SECRET: 'the webhook secret',
      MY_OKTA: 'o',
      PORT: String(port),
      LEASEHOLD_CONFIG: join(folder, 'leasehold.yaml'),
      LEASEHOLD_API_TOKENS: join(folder, 'tokens.yaml'),
      LEASEHOLD_DATA: folder,
      TEMPORAL_ADDRESS: sharedDevServer().address,
      DATABASE_URL: '',
    };
  });
  afterAll(async () => {
    for (const each of running) await each.stop();
    vendors.okta.close();
    vendors.jira.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function nudge(event: string): Promise<number> {
    const body = JSON.stringify({
      webhookEvent: event,
      user: { accountId: 'acc-ann' },
      issue: { key: 'ACCESS-7', fields: { project: { key: 'ACCESS' } } },
    });
    const signature = `sha256=${createHmac('sha256', 'the webhook secret').update(body).digest('hex')}`;
    return (await fetch(`${url}/webhooks/jira`, { method: 'POST', body, headers: { 'x-hub-signature': signature } }))
      .status;
  }
  const state = async (): Promise<string> => {
    const response = await fetch(`${url}/api/v1/requests/ACCESS-7`, { headers: { authorization: 'Bearer ops' } });
    return ((await response.json()) as { state: string }).state;
  };

  test('serve, with the embedded database and a bare namespace, sees a request through by configuration and environment alone', async () => {
    const connection = await Connection.connect({ address: sharedDevServer().address });
    environment.TEMPORAL_NAMESPACE = await registerBareNamespace(connection, 'serve', '1 day');
    await connection.close();
    const leasehold = await startLeasehold({ environment, logFile: join(folder, 'serve.log'), readyAt: url });
    running.push(leasehold);
    expect(await nudge('jira:issue_created')).toBe(202);
    await expect.poll(state, within).toBe('awaiting_approval');
    vendors.issue.status = 'Approved';
    vendors.issue.changes.push({
      id: '100',
      author: { accountId: 'acc-lead' },
      created: new Date().toISOString().replace('Z', '+0000'),
      items: [{ field: 'status', fieldId: 'status', fromString: 'Waiting for approval', toString: 'Approved' }],
    });
    expect(await nudge('jira:issue_updated')).toBe(202);
    await expect.poll(() => [...vendors.members], within).toEqual(['00u1']);
    await expect.poll(state, within).toBe('expired');
    expect([...vendors.members]).toEqual([]);
    await expect.poll(() => vendors.issue.status, within).toBe('Access Expired');
    expect(vendors.unknown).toEqual([]);
    await leasehold.stop();
  });

  test('api and worker run apart over one PostgreSQL', async () => {
    Object.assign(environment, {
      DATABASE_URL: await createDatabase(inject('databaseUrl')),
      TEMPORAL_NAMESPACE: await createNamespace('apart'),
    });
    Object.assign(vendors.issue, { status: 'Waiting for approval', changes: [] });
    running.push(
      await startLeasehold({ entry: 'commands/api.ts', environment, logFile: join(folder, 'api.log'), readyAt: url }),
    );
    running.push(
      await startLeasehold({ entry: 'commands/worker.ts', environment, logFile: join(folder, 'worker.log') }),
    );
    expect(await nudge('jira:issue_created')).toBe(202);
    await expect.poll(state, within).toBe('awaiting_approval');
  });

  test.each(['api', 'worker'])('%s without DATABASE_URL says so', async (kind) => {
    const result = await runCommand(process.execPath, ['--import', 'tsx', `commands/${kind}.ts`], {
      env: { ...environment, DATABASE_URL: '' },
    });
    expect(result.ok).toBe(false);
    expect(result.output).toContain('DATABASE_URL is not set');
    expect(result.output).not.toContain('    at ');
  });

  test('a malformed configuration is refused with file, path and reason', async () => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, 'version: 1\nrules:\n  - key: x\n');
    const result = await runCommand(process.execPath, ['--import', 'tsx', 'commands/serve.ts'], {
      env: {
        ...process.env,
        ...environment,
        DATABASE_URL: '',
        LEASEHOLD_CONFIG: file,
        LEASEHOLD_DATA: join(folder, 'other'),
      },
    });
    expect(result.ok).toBe(false);
    expect(result.output).toContain(`${file}:3:5: rules[0].application: is missing`);
    expect(result.output).toContain(`${file}:1:1: portal: is missing`);
  });
});
