import type { VisibleTo } from './request-store.ts';

/** Counts of open work. */
export interface Overview {
  readonly requests: { readonly waiting: number; readonly waitingForMe: number; readonly failed: number };
  readonly grants: { readonly active: number; readonly pending: number; readonly expiringSoon: number };
  readonly revocations: { readonly running: number };
  readonly reviews: { readonly open: number };
  readonly changes: { readonly pending: number };
}

export interface Overviews {
  /**
   * @param view `person`: the person whose pending decisions are counted (e-mail); `visibleTo`, `applications`: the
   * limits of requests and grants; `soon`: access that ends before this instant (ISO 8601) ends soon.
   */
  read(view: {
    readonly person: string;
    readonly visibleTo: VisibleTo | undefined;
    readonly applications: readonly string[] | undefined;
    readonly soon: string;
  }): Promise<Overview>;
}
