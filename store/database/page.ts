/** Lists come in pages, limited to what somebody may see. */

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageQuery {
  readonly cursor?: string | undefined;
  /** 1 to 200, 50 unless given. */
  readonly limit?: number | undefined;
}

/** What limits a list of requests to what somebody may see: those they are part of, and those of their applications. */
export interface VisibleTo {
  /** E-mail, in lower case. */
  readonly person: string;
  readonly applications: readonly string[];
}
