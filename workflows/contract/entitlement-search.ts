/** `entitlementSearch`: what an application could give, looked up by a worker, which alone holds its credentials. */
export const ENTITLEMENT_SEARCH = 'entitlementSearch';

export interface EntitlementSearchInput {
  readonly version: 1;
  /** Application key. */
  readonly application: string;
  /** Part of a name; everything unless given. */
  readonly search?: string | undefined;
  /** Entitlement type, e.g. `group`; every type unless given. */
  readonly type?: string | undefined;
  /** How many of those found are skipped. */
  readonly offset: number;
  readonly limit: number;
  /** Id of a draft in the store: an application that is not saved yet, asked in place of the configuration's. */
  readonly draft?: string | undefined;
}

export interface FoundEntitlement {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** What the configuration must say too, where the name alone does not say which it is. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export type EntitlementSearchResult =
  | {
      readonly outcome: 'found';
      /** The types that the system has at all. */
      readonly types: readonly string[];
      readonly items: readonly FoundEntitlement[];
      /** Whether there are further ones. */
      readonly more: boolean;
    }
  /** The system refuses, or does not answer: why, for people. */
  | { readonly outcome: 'refused'; readonly sentence: string };
