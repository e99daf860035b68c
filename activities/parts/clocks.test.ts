import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, type RunningServer } from '../../test/simulators/server.ts';
import { compareClocks } from './clocks.ts';
import type { Dependencies } from './dependencies.ts';

/** Milliseconds that the server's clock runs ahead; null: it sends no time. */
let ahead: number | null = 0;
let server: RunningServer;
beforeAll(async () => {
  const app = express();
  app.use((_request, response) => {
    response.sendDate = false;
    if (ahead !== null) response.set('Date', new Date(Date.now() + ahead).toUTCString());
    response.status(401).end();
  });
  server = await listen(app);
});
afterAll(() => server.close());

const compare = async (url = server.url) => {
  const configuration = { jira: { url }, policy: { applications: [{ name: 'Okta', url }] } };
  const dependencies = { configuration: async () => ({ revision: 1, configuration }) } as unknown as Dependencies;
  return compareClocks(dependencies, new AbortController().signal);
};

test.each([
  [0, true, /differ by \d+ s at most/],
  [20_000, true, /differ by/],
  [90_000, false, /^Our clock is (89|90|91) s behind Jira’s: access would end too late/],
  [-3_600_000, false, /^Our clock is 36\d\d s ahead of Jira’s: access would end too early/],
])('a clock that is %d ms ahead of ours', async (skew, ok, detail) => {
  ahead = skew;
  const [jira, okta] = await compare();
  expect(jira).toMatchObject({ name: 'Clock against Jira', ok, detail: expect.stringMatching(detail) });
  expect(okta).toMatchObject({ name: 'Clock against Okta', ok });
});

test('a system that sends no time, or does not answer, is no fault of the clock', async () => {
  ahead = null;
  expect((await compare()).every((line) => line.ok)).toBe(true);
  expect((await compare('http://127.0.0.1:9')).every((line) => line.ok)).toBe(true);
});
