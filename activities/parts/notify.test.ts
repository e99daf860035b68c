import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseConfiguration } from '../../config/document/parse.ts';
import { configurationDocument } from '../../test/support/configuration.ts';
import { createNotify, type NotificationEvent } from './notify.ts';

let server: Server;
let url: string;
let received: { body: string; headers: IncomingHttpHeaders }[];
let status = 200;

beforeEach(async () => {
  received = [];
  status = 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ body, headers: request.headers });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.LEASEHOLD_TEST_SLACK = `${url}/services/secret`;
  process.env.LEASEHOLD_TEST_HOOK = 'hook secret';
});
afterEach(() => void server.close());

const event = {
  name: 'request.waiting',
  issueKey: 'ACCESS-1',
  text: 'Ann <wants> access & more',
  view: {},
} as NotificationEvent;

async function notify(notifications: unknown[], what = event): Promise<void> {
  const configuration = parseConfiguration(configurationDocument({ notifications }), 'test');
  const tell = createNotify({
    configuration: async () => ({ revision: 1, configuration }),
    publicUrl: 'https://lh.test',
  });
  await new MockActivityEnvironment().run(tell, what);
}

test('a webhook is signed over its bytes', async () => {
  await notify([{ webhook: url, secret: 'env:LEASEHOLD_TEST_HOOK' }]);
  const [hook] = received;
  expect(hook?.headers['x-leasehold-signature']).toBe(
    `sha256=${createHmac('sha256', 'hook secret')
      .update(hook?.body ?? '')
      .digest('hex')}`,
  );
  expect(JSON.parse(hook?.body ?? '')).toMatchObject({ event: 'request.waiting', text: event.text });
});

test('Slack gets blocks with markup characters escaped', async () => {
  await notify([{ slack: 'env:LEASEHOLD_TEST_SLACK' }]);
  expect(JSON.parse(received[0]?.body ?? '').blocks[0].text.text).toBe(
    '*<https://lh.test/requests/ACCESS-1|ACCESS-1>* Ann &lt;wants&gt; access &amp; more',
  );
});

test('only the events asked for are sent', async () => {
  await notify([{ slack: 'env:LEASEHOLD_TEST_SLACK', events: ['breakGlass'] }]);
  expect(received).toEqual([]);
});

test('a name stands for everything below it', async () => {
  await notify([{ slack: 'env:LEASEHOLD_TEST_SLACK', events: ['breakGlass'] }], {
    ...event,
    name: 'breakGlass.overdue',
  });
  await notify([{ slack: 'env:LEASEHOLD_TEST_SLACK', events: ['breakGlass'] }], { ...event, name: 'access.ended' });
  expect(received).toHaveLength(1);
});

test('a receiver that refuses, or a missing secret, delays nothing', async () => {
  status = 500;
  await expect(
    notify([{ slack: 'env:LEASEHOLD_TEST_SLACK' }, { webhook: url, secret: 'env:LEASEHOLD_NOT_SET' }]),
  ).resolves.toBeUndefined();
});

test('an event with two names is sent once, under the name that was asked for', async () => {
  const given: NotificationEvent = { ...event, name: 'access.given', also: ['request.decided'] };
  const hook = (events?: string[]) => ({ webhook: url, secret: 'env:LEASEHOLD_TEST_HOOK', ...(events && { events }) });
  await notify(
    [hook(), hook(['request.decided']), hook(['request.decided', 'access.given']), hook(['request.waiting'])],
    given,
  );
  expect(received.map(({ body }) => JSON.parse(body).event).sort()).toEqual([
    'access.given',
    'access.given',
    'request.decided',
  ]);
});
