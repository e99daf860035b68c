/** One line of a check: what was looked at, whether it is as it must be, and how to mend it when it is not. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
  /** What to do; null when it is well. */
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
