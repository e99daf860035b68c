import { expect, test } from 'vitest';
import { onBothDatabases } from '../../test/support/store-suites.ts';

onBothDatabases('the issues that were read', (store) => {
  test('the last entry of each is kept; one that was never read has none', async () => {
    const { issueReads } = store();
    await issueReads.keep('READ-1', null);
    await issueReads.keep('READ-2', '10');
    await issueReads.keep('READ-2', '11');
    expect(await issueReads.find(['READ-1', 'READ-2', 'READ-3'])).toEqual(
      new Map([
        ['READ-1', null],
        ['READ-2', '11'],
      ]),
    );
    expect(await issueReads.find([])).toEqual(new Map());
  });
});
