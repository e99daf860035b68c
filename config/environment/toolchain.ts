/** The environment of the developer's tools (`npm start`, `npm test`, set-up scripts): names and defaults. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from './environment.ts';

/**
 * Sets the port of the Temporal dev server that `npm start` starts; 0, the default in other places, chooses a free one.
 */
export const TEMPORAL_PORT_VARIABLE = 'LEASEHOLD_TEMPORAL_PORT';
/** Sets the port of that server's Web UI. */
export const TEMPORAL_UI_PORT_VARIABLE = 'LEASEHOLD_TEMPORAL_UI_PORT';

/** The settings of the developer's tools; undefined means that the variable is not set. */
export interface Toolchain {
  /** `TEMPORAL_CLI`: the Temporal CLI to use instead of looking for one. */
  readonly temporalCli: string | undefined;
  /** `LEASEHOLD_CACHE`: where downloaded and built tools are kept (`.cache` in the repository). */
  readonly cacheFolder: string;
  /** `TEMPORAL_TEST_SERVER`: the time-skipping server to use instead of looking for one. */
  readonly temporalTestServer: string | undefined;
  /** `CHROMIUM`: the browser to use instead of looking for one. */
  readonly chromium: string | undefined;
  /** `CI`: an unavailable part is a failure, not a skip. */
  readonly ci: boolean;
  /** `PATH`, split into folders. */
  readonly path: readonly string[];
}

/** Reads the settings of the developer's tools. */
export function readToolchain(variables: Readonly<Record<string, string | undefined>> = process.env): Toolchain {
  const given = (name: string): string | undefined => variables[name] || undefined;
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    temporalCli: given('TEMPORAL_CLI'),
    cacheFolder: resolve(given('LEASEHOLD_CACHE') ?? fileURLToPath(new URL('../../.cache', import.meta.url))),
    temporalTestServer: given('TEMPORAL_TEST_SERVER'),
    chromium: given('CHROMIUM'),
    ci: !['', '0', 'false', undefined].includes(variables.CI),
    path: (variables.PATH ?? '').split(separator).filter((folder) => folder !== ''),
  };
}

/**
 * The ports from LEASEHOLD_TEMPORAL_PORT and LEASEHOLD_TEMPORAL_UI_PORT; undefined if not set.
 * @throws EnvironmentError if one of them is not a port.
 */
export function readTemporalPorts(variables: Readonly<Record<string, string | undefined>> = process.env): {
  readonly port: number | undefined;
  readonly uiPort: number | undefined;
} {
  const portOf = (name: string): number | undefined => {
    const value = variables[name];
    if (value === undefined || value === '') return undefined;
    const port = Number(value);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new EnvironmentError(`${name}: must be a port (0 to 65535)`);
    return port;
  };
  return { port: portOf(TEMPORAL_PORT_VARIABLE), uiPort: portOf(TEMPORAL_UI_PORT_VARIABLE) };
}

/** The environment for a child process: a copy of this process's own, with some variables set. */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}
