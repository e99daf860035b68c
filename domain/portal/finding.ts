/** One line of a check: its subject, whether that is correct, and the fix when it is not. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** The fix; null when nothing is wrong. */
  readonly mend: string | null;
  /** The page to do it on, where there is one. */
  readonly link: string | null;
}

export function well(name: string, detail: string): Finding {
  return { name, ok: true, detail, mend: null, link: null };
}

export function wrong(name: string, detail: string, mend: string, link: string | null = null): Finding {
  return { name, ok: false, detail, mend, link };
}

/** Names in a sentence: `“Approved”, “Denied”`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}
