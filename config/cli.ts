/** Where the command line finds Leasehold, and with which token. */
export function readCliDefaults(variables: Readonly<Record<string, string | undefined>> = process.env): {
  readonly url: string;
  readonly token: string | undefined;
} {
  return {
    url: (variables.PUBLIC_URL || 'http://127.0.0.1:8080').replace(/\/+$/, ''),
    token: variables.LEASEHOLD_TOKEN || undefined,
  };
}
