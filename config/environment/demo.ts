/** The demo's own settings from the environment, in addition to those of every process. */
import { EnvironmentError } from './environment.ts';

export interface DemoPorts {
  readonly jira: number;
  readonly okta: number;
}

/** Ports of the simulated systems: LEASEHOLD_JIRA_PORT (8081) and LEASEHOLD_OKTA_PORT (8082); 0 chooses a free one. */
export function readDemoPorts(variables: Readonly<Record<string, string | undefined>> = process.env): DemoPorts {
  const port = (name: string, usual: number): number => {
    const value = variables[name] || String(usual);
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0 || number > 65_535)
      throw new EnvironmentError(`${name}: must be a port (0 to 65535)`);
    return number;
  };
  return { jira: port('LEASEHOLD_JIRA_PORT', 8081), okta: port('LEASEHOLD_OKTA_PORT', 8082) };
}

/** An existing Temporal server: TEMPORAL_ADDRESS. */
export function givenTemporalAddress(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return variables.TEMPORAL_ADDRESS || undefined;
}
