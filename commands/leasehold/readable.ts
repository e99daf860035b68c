/** Text from elsewhere, as it may be written to a terminal. */

/** Whatever moves the cursor, colours, rings or turns the direction of writing: a justification must not write over a table. */
const UNREADABLE = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Without control characters; line breaks stay. */
export function readable(text: string): string {
  return text.replace(UNREADABLE, ' ');
}

/** The same on one line. */
export function onOneLine(text: string): string {
  return readable(text).replace(/\s*\n\s*/g, ' ');
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const graphemes = new Intl.Segmenter();

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
