/** `entitlementSearch`: an application's entitlements, looked up by a worker, which alone holds its credentials. */
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
  /** Parameters that the configuration needs too, where the name alone is ambiguous. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export type EntitlementSearchResult =
  | {
      readonly outcome: 'found';
      /** All types that the system has. */
      readonly types: readonly string[];
      readonly items: readonly FoundEntitlement[];
      /** Whether there are further ones. */
      readonly more: boolean;
    }
  /** The system refuses, or does not answer; a sentence for people. */
  | { readonly outcome: 'refused'; readonly sentence: string };
