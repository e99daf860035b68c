import { expect, test } from 'vitest';
import { configurationDocument } from '../../test/support/configuration.ts';
import { followConfiguration } from './current-configuration.ts';

test('a revision is read and parsed once, and a newer one as soon as it is there', async () => {
  let revision = 1;
  let reads = 0;
  const configuration = followConfiguration({
    newest: async () => revision,
    async current() {
      reads += 1;
      return { revision, document: configurationDocument() };
    },
  });
  const first = await configuration();
  expect(await configuration()).toBe(first);
  expect([first.revision, reads]).toEqual([1, 1]);
  revision = 2;
  expect((await configuration()).revision).toBe(2);
  expect(reads).toBe(2);
});

test('while there is none, it says how to apply one; then it is found', async () => {
  const documents: object[] = [];
  const configuration = followConfiguration({
    newest: async () => (documents.length === 0 ? undefined : documents.length),
    current: async () => {
      const document = documents.at(-1);
      return document === undefined ? undefined : { revision: documents.length, document };
    },
  });
  await expect(configuration()).rejects.toMatchObject({ code: 'LH_UNAVAILABLE', message: /leasehold config apply/ });
  documents.push(configurationDocument());
  expect((await configuration()).revision).toBe(1);
});
