/** The dependencies of activities; the worker makes them once, tests make them from fakes. */
import type { CurrentConfiguration } from '../../config/document/current-configuration.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { PortalSide } from '../../connectors/jira/portal/portal-side.ts';
import type { Application } from '../../domain/policy.ts';
import type { Store } from '../../store/store.ts';

export interface Dependencies {
  readonly store: Store;
  /** Read for each decision; parsed once for each revision. */
  configuration(): Promise<CurrentConfiguration>;
  jira(): Promise<JiraSide>;
  /** Jira calls of set-up and the checks, which runs do not need. */
  portal(): Promise<PortalSide>;
  /**
   * Built from the application's settings, with its credentials resolved. The organisation behind its address is
   * compared to the one that access was given in, before the first call.
   * @param options `unchecked`: without that comparison, for Test Connection and for drafts.
   * @throws ProviderError also if the address leads to another organisation.
   */
  connector(application: Application, options?: { readonly unchecked: boolean }): Promise<Connector>;
  /** The clock that leases are counted by: the database's. */
  now(): Promise<Date>;
  /** Key of the API's signatures on decisions. */
  readonly macKey: string;
  /** Addresses without a trailing slash, for links. */
  readonly publicUrl: string;
  readonly temporalUiUrl: string;
  readonly namespace: string;
}
