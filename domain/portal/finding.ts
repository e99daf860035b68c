/** One line of a check: its subject, its result, and advice if it failed. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** The result of the check. */
  readonly detail: string;
  /** The advice; null if the check passed. */
  readonly mend: string | null;
  /** The page to do it on, if there is one. */
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
