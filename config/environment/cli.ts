/** The settings that the command line reads from the environment. */

/** The address of Leasehold, the token, and the configuration file. */
export function readCliDefaults(variables: Readonly<Record<string, string | undefined>> = process.env): {
  readonly url: string;
  readonly token: string | undefined;
  readonly configFile: string;
} {
  return {
    url: variables.PUBLIC_URL || 'http://127.0.0.1:8080',
    token: variables.LEASEHOLD_TOKEN || undefined,
    configFile: variables.LEASEHOLD_CONFIG || './leasehold.yaml',
  };
}

/** The terminal user's wishes about colour (https://no-color.org). */
export function readTerminalChoices(variables: Readonly<Record<string, string | undefined>> = process.env): {
  readonly colour: boolean;
} {
  return { colour: !variables.NO_COLOR && variables.TERM !== 'dumb' };
}
