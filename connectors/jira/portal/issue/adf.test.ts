import { expect, test } from 'vitest';
import { toAdf, toPlainText } from './adf.ts';

test('a long text is cut, so that Jira accepts the comment', () => {
  const long = '🔥'.repeat(32_000);
  const body = toAdf({ key: 'k', paragraphs: [`BREAK GLASS: ${long}`, 'It must be reviewed.'] });
  const [first, second] = toPlainText(body).split('\n');
  expect(JSON.stringify(body).length).toBeLessThan(32_767);
  expect(first).toMatch(/^BREAK GLASS: (🔥)+ …$/u);
  expect(second).toBe('It must be reviewed.');
  const short = 'a'.repeat(8_000);
  expect(toPlainText(toAdf({ key: 'k', paragraphs: [short] })).trim()).toBe(short);
});
