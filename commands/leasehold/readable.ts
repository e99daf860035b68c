/** Makes external text safe for a terminal. */

/**
 * Characters that move the cursor, colour, ring the bell or change the text direction: a justification must not
 * overwrite a table.
 */
const UNREADABLE = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Removes control characters, but keeps line breaks. */
export function readable(text: string): string {
  return text.replace(UNREADABLE, ' ');
}

/** Also removes line breaks. */
export function onOneLine(text: string): string {
  return readable(text).replace(/\s*\n\s*/g, ' ');
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const graphemes = new Intl.Segmenter();

/** The width of a text in terminal columns. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
