import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string): string => readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8');

test('the pull request template has every kind of change, and no other', () => {
  const kinds = [...read('docs/CHANGE_TYPES.md').matchAll(/^## (.+)$/gm)].map(([, kind]) => kind);
  const [, listed = ''] = read('.github/pull_request_template.md')
    .split(/^## .+$/m)
    .slice(1);
  expect(kinds.length).toBeGreaterThan(5);
  expect([...listed.matchAll(/^- \[ \] ([^:]+):/gm)].map(([, kind]) => kind)).toEqual(kinds);
});
