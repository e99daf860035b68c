/** `connectionTest`: only workers ever hold provider credentials, so the API asks one to try. */
export const CONNECTION_TEST = 'connectionTest';

export interface ConnectionTestInput {
  readonly version: 1;
  /** Application key. */
  readonly application: string;
  /** Id of a draft in the store: an application that is not saved yet, tried in place of the configuration's. */
  readonly draft?: string | undefined;
  /** An admin confirms that the address leads to this organisation now. Never with a draft. */
  readonly accept?: { readonly organisation: string; readonly by: string } | undefined;
}

/** The named checks, in the order in which a person would fix them. */
export interface ConnectionTestResult {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}
