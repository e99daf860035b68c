/**
 * The parts of Atlassian Document Format that comments need.
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
import { nameOf } from '../../../../domain/people.ts';
import type { KeyedComment } from '../jira-side.ts';

export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly AdfNode[];
}

export interface AdfDocument extends AdfNode {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

/**
 * Jira refuses a comment of more than 32,767 characters, markup included. Text that people wrote can reach that length.
 */
const LONGEST_PARAGRAPH = 8_000;

function shortened(words: string): string {
  // By characters, so that no surrogate pair is split.
  const characters = words.length <= LONGEST_PARAGRAPH ? [] : [...words];
  return characters.length <= LONGEST_PARAGRAPH ? words : `${characters.slice(0, LONGEST_PARAGRAPH).join('')} …`;
}

/** A comment: the mentioned people, the paragraphs, and a last line of links. */
export function toAdf(comment: KeyedComment): AdfDocument {
  const distinct = [...new Map((comment.mention ?? []).map((person) => [person.accountId, person])).values()];
  const mentions = distinct.flatMap((person) =>
    person.accountId === undefined
      ? []
      : [{ type: 'mention', attrs: { id: person.accountId, text: `@${nameOf(person)}` } }, text(' ')],
  );
  const links = (comment.links ?? []).flatMap((link, index) => [
    ...(index === 0 ? [] : [text(' · ')]),
    { ...text(link.text), marks: [{ type: 'link', attrs: { href: link.href } }] },
  ]);
  const paragraphs = comment.paragraphs.map((each, index) =>
    paragraph([...(index === 0 ? mentions : []), text(shortened(each))]),
  );
  return { type: 'doc', version: 1, content: [...paragraphs, ...(links.length === 0 ? [] : [paragraph(links)])] };
}

/** The text of a document: mentions by name, one line per block. */
export function toPlainText(node: unknown): string {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || node === null) return '';
  const { type, text: own, attrs, content } = node as AdfNode;
  if (type === 'text') return own ?? '';
  if (type === 'hardBreak') return '\n';
  if (type === 'mention') return String(attrs?.text ?? '');
  const inner = (content ?? []).map(toPlainText).join('');
  return type === 'paragraph' || type === 'heading' || type === 'listItem' ? `${inner}\n` : inner;
}

function text(value: string): AdfNode {
  return { type: 'text', text: value };
}

function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content };
}
