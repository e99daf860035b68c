import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChangelogMark, type IssueReading, MOST_STEPS } from '../../domain/approval/issue-step.ts';
import { accountFor, createFakeJira, type FakeJira } from '../../test/support/fake-jira.ts';
import { policy } from '../../test/support/policy.ts';
import { readRequest } from './reading.ts';

const KEY = 'ACCESS-1';
const LEAD = 'lead@acme.test';

describe('reading a request', () => {
  let jira: FakeJira;
  beforeEach(() => {
    jira = createFakeJira('ACCESS');
    jira.raise(KEY, { by: 'alice@acme.test' });
  });
  const read = (after?: ChangelogMark | 'all') =>
    readRequest({ issueKey: KEY, policy: policy(), jira: jira.side, after });
  const readingAfter = async (after?: ChangelogMark | 'all'): Promise<IssueReading> => {
    const found = await read(after);
    if (found === undefined) throw new Error('The issue is gone.');
    return found.reading;
  };
  const moves = (times: number): void => {
    for (let n = 0; n < times; n += 1) jira.move(KEY, LEAD, n % 2 === 0 ? 'In Progress' : 'Waiting for approval');
  };
  /** Reads on from each mark until there is no more. */
  const readOn = async (after?: ChangelogMark): Promise<IssueReading[]> => {
    const reading = await readingAfter(after);
    return reading.more === true ? [reading, ...(await readOn(reading.mark))] : [reading];
  };
  const idsOf = (readings: readonly IssueReading[]) => readings.flatMap(({ steps }) => steps.map(({ id }) => id));

  test('only what follows the mark is read; its place counts the service’s own entries too', async () => {
    moves(2);
    await jira.side.moveTo(KEY, 'Approved');
    const first = await readingAfter();
    expect(first.steps).toHaveLength(2);
    expect(first.mark?.position).toBe(3);
    expect((await readingAfter(first.mark)).steps).toEqual([]);
    moves(1);
    expect((await readingAfter(first.mark)).steps).toMatchObject([{ kind: 'moved', status: 'In Progress' }]);
  });

  test('a flood of moves comes in portions, none of them lost or repeated', async () => {
    moves(250);
    const readings = await readOn();
    expect(readings.map(({ steps }) => steps.length)).toEqual([MOST_STEPS, MOST_STEPS, 50]);
    expect(idsOf(readings)).toEqual(jira.issues.get(KEY)?.changes.map(({ id }) => id));
  });

  test('a portion that an edit follows says so, however many moves lie between; without one it does not', async () => {
    moves(250);
    expect((await readOn()).map(({ overtaken }) => overtaken)).toEqual([undefined, undefined, undefined]);
    jira.edit(KEY, 'alice@acme.test', { accessType: 'Viewer' }, ['accessType']);
    moves(20);
    expect((await readOn()).map(({ overtaken }) => overtaken)).toEqual(['yes', 'yes', undefined]);
  });

  test('a portion that more follows than is read at once does not know', async () => {
    moves(1);
    for (let n = 0; n < 1_500; n += 1) jira.edit(KEY, LEAD, {}, []);
    expect((await readOn()).map(({ overtaken }) => overtaken)).toEqual(['unknown', undefined]);
  });

  test('a thousand entries that are no steps end a reading', async () => {
    for (let n = 0; n < 1_500; n += 1) jira.edit(KEY, LEAD, {}, []);
    moves(1);
    const readings = await readOn();
    expect(readings.map(({ steps }) => steps.length)).toEqual([0, 1]);
  });

  test('what is read after each of many moves does not grow with their number', async () => {
    const sizes: number[] = [];
    let { mark } = await readingAfter();
    for (let n = 0; n < 300; n += 1) {
      moves(1);
      const reading = await readingAfter(mark);
      mark = reading.mark;
      sizes.push(JSON.stringify(reading).length);
    }
    expect(Math.max(...sizes)).toBeLessThan(500);
  });

  test('an edit that comes between the changelog and the fields is not missed', async () => {
    let edits = 0;
    jira.afterReading = () => {
      if (edits > 0) return;
      edits += 1;
      jira.edit(KEY, 'alice@acme.test', { accessType: 'Viewer' }, ['accessType']);
    };
    const found = await read('all');
    expect(found?.reading.edit).toMatchObject({ kind: 'edited', fields: ['accessType'] });
    expect(found?.issue.accessType).toBe('Viewer');
  });

  test('an issue that never rests is read on later, with fields that are not older than its steps', async () => {
    let level = 0;
    jira.afterReading = () => {
      level += 1;
      jira.edit(KEY, 'alice@acme.test', { accessType: `Level ${level}` }, ['accessType']);
    };
    const found = await read();
    const steps = found?.reading.steps ?? [];
    expect(found?.reading.more).toBe(true);
    expect(found?.issue.accessType).toBe(`Level ${steps.length}`);
    jira.afterReading = undefined;
    expect(idsOf([found?.reading ?? (await readingAfter()), ...(await readOn(found?.reading.mark))])).toEqual(
      jira.issues.get(KEY)?.changes.map(({ id }) => id),
    );
  });

  test('of the whole issue, only the steps after the last edit are returned, however many came before', async () => {
    moves(350);
    jira.edit(KEY, 'alice@acme.test', { accessType: 'Viewer' }, ['accessType']);
    moves(3);
    const reading = await readingAfter('all');
    expect(reading).toMatchObject({ edit: { kind: 'edited' }, mark: { position: 354 } });
    expect(reading.steps).toHaveLength(3);
    expect(reading.more).toBeUndefined();
  });

  test('of the whole issue, too many steps after the last edit are cut, and the mark is at the cut', async () => {
    moves(5);
    jira.edit(KEY, 'alice@acme.test', { accessType: 'Viewer' }, ['accessType']);
    moves(240);
    const reading = await readingAfter('all');
    expect(reading).toMatchObject({ more: true, mark: { position: 106 } });
    expect((await readOn(reading.mark)).map(({ steps }) => steps.length)).toEqual([100, 40]);
  });

  test('the whole issue is not read while it never rests: its fields must belong to its last entry', async () => {
    jira.afterReading = () => jira.edit(KEY, 'alice@acme.test', { duration: '1d' }, ['duration']);
    await expect(read('all')).rejects.toThrow('changes faster than it can be read');
  });

  test('of the whole issue, all editors are known, and the Reporter before the first edit of it', async () => {
    jira.edit(KEY, LEAD, { duration: '1d' }, ['duration']);
    jira.edit(KEY, 'carol@acme.test', { reporter: accountFor('bob@acme.test') }, ['reporter']);
    jira.edit(KEY, LEAD, { reporter: accountFor('dave@acme.test') }, ['reporter', 'duration']);
    jira.edit(KEY, 'dave@acme.test', {}, []);
    jira.move(KEY, 'eve@acme.test', 'Approved');
    const found = await read('all');
    expect(found?.editors.map((each) => each.email)).toEqual([LEAD, 'carol@acme.test']);
    expect(found?.firstReporter?.accountId).toBe(accountFor('alice@acme.test').accountId);
  });

  test('it is a request since it was created, came into the project or got its type, the latest of them', async () => {
    const issue = jira.raise('ACCESS-2', { by: 'alice@acme.test', createdAt: '2019-01-01T00:00:00.000Z' });
    const since = async () =>
      (await readRequest({ issueKey: 'ACCESS-2', policy: policy(), jira: jira.side, after: 'all' }))?.reading.since;
    expect(await since()).toBe('2019-01-01T00:00:00.000Z');
    const add = (id: string, at: string, change: object): unknown =>
      issue.changes.push({ id, at, author: accountFor(LEAD), edited: [], ...change });
    add('1001', '2020-01-01T00:00:00.000Z', { movedFrom: 'HELP-1', movedTo: 'ACCESS' });
    expect(await since()).toBe('2020-01-01T00:00:00.000Z');
    add('1002', '2021-01-01T00:00:00.000Z', { edited: ['requestType'] });
    expect(await since()).toBe('2021-01-01T00:00:00.000Z');
    add('1003', '2022-01-01T00:00:00.000Z', { edited: ['duration'] });
    expect(await since()).toBe('2021-01-01T00:00:00.000Z');
  });

  test('a move into the project voids what was decided before, also in the same entry', async () => {
    jira.move(KEY, LEAD, 'Approved');
    jira.issues.get(KEY)?.changes.push({
      id: '1001',
      at: '2026-01-01T00:00:00.000Z',
      author: accountFor(LEAD),
      edited: ['project'],
      movedTo: 'ACCESS',
      status: { from: 'Open', to: 'Approved' },
    });
    expect(await readingAfter('all')).toMatchObject({ steps: [], edit: { fields: ['project'] } });
  });

  test('an entry that was removed from the changelog hides no later one', async () => {
    moves(5);
    const { mark } = await readingAfter();
    moves(2);
    jira.issues.get(KEY)?.changes.splice(1, 1);
    expect((await readingAfter(mark)).steps).toHaveLength(2);
  });

  test('the author of many steps is looked up once', async () => {
    const changes = jira.issues.get(KEY)?.changes ?? [];
    for (let n = 0; n < 50; n += 1)
      changes.push({ id: `${1_000 + n}`, at: '', author: { accountId: 'hidden' }, edited: ['duration'] });
    const emailOf = vi.fn(async () => undefined);
    jira.side.emailOf = emailOf;
    expect((await readingAfter()).steps).toHaveLength(50);
    expect(emailOf).toHaveBeenCalledTimes(1);
  });

  test('a deleted issue is gone', async () => {
    jira.issues.delete(KEY);
    expect(await read()).toBeUndefined();
  });
});
