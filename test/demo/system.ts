/** A simulated system in addition to Jira and Okta, for the demo (`npm start -- --with github`) and the tests. */
import type { ConnectorKind } from '../../connectors/systems.ts';
import type { JiraSimulator } from '../simulators/jira/jira.ts';
import type { RunningServer } from '../simulators/server.ts';

export interface DemoSystem<Simulator extends RunningServer = RunningServer> {
  /** Its connector, which is also the application's key. */
  readonly kind: ConnectorKind;
  /** The values of the application's `env:` references. */
  readonly secrets: Readonly<Record<string, string>>;
  start(options: { port: number; dataFile?: string; jira: JiraSimulator }): Promise<Simulator>;
  /** The application in leasehold.yaml, without its key, connector and owner. */
  application(simulator: Simulator): DemoApplication;
  /** Logins by e-mail, for people that the system cannot find by e-mail. */
  readonly logins?: Readonly<Record<string, string>>;
}

export interface DemoApplication {
  readonly name: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly accessLevels: readonly { readonly name: string; readonly entitlements: readonly unknown[] }[];
}

/** A started system, with the values for the demo's configuration. */
export interface StartedSystem {
  readonly kind: ConnectorKind;
  readonly application: DemoApplication;
  readonly logins: Readonly<Record<string, string>>;
}

/** Starts a system; tests inspect `simulator`. */
export async function startSystem<Simulator extends RunningServer>(
  system: DemoSystem<Simulator>,
  options: Parameters<DemoSystem<Simulator>['start']>[0],
): Promise<{ started: StartedSystem; simulator: Simulator }> {
  const simulator = await system.start(options);
  const application = system.application(simulator);
  options.jira.offer(
    [application.name],
    application.accessLevels.map((level) => level.name),
  );
  return { started: { kind: system.kind, application, logins: system.logins ?? {} }, simulator };
}
