/** A simulated system beside Jira and Okta, that the demo (`npm start -- --with github`) and the tests run with. */
import type { ConnectorKind } from '../../connectors/systems.ts';
import type { JiraSimulator } from '../simulators/jira/jira.ts';
import type { RunningServer } from '../simulators/server.ts';

export interface DemoSystem<Simulator extends RunningServer = RunningServer> {
  /** Its connector; the application's key is the same. */
  readonly kind: ConnectorKind;
  /** What the application's `env:` references name. */
  readonly secrets: Readonly<Record<string, string>>;
  start(options: { port: number; dataFile?: string; jira: JiraSimulator }): Promise<Simulator>;
  /** The application as leasehold.yaml writes it, but for its key, connector and owner. */
  application(simulator: Simulator): DemoApplication;
  /** Logins of people whose e-mail does not find them, by e-mail. */
  readonly logins?: Readonly<Record<string, string>>;
}

export interface DemoApplication {
  readonly name: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly accessLevels: readonly { readonly name: string; readonly entitlements: readonly unknown[] }[];
}

/** A started system, as the demo's configuration needs it. */
export interface StartedSystem {
  readonly kind: ConnectorKind;
  readonly application: DemoApplication;
  readonly logins: Readonly<Record<string, string>>;
}

/** Starts a system; `simulator` is what the tests look into. */
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
