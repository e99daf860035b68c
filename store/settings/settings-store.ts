/** The setting under which workers keep the service's own Jira account, so that the API can ignore its edits. */
export const OWN_ACCOUNT_SETTING = 'jira-own-account';

/** Small facts shared by all processes, e.g. the service's own Jira account, keys, watermarks. */
export interface Settings {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** Sets it unless it is set, and returns the value in force: one winner among racing processes. */
  setOnce(name: string, value: string): Promise<string>;
}

/** The settings that remember when Jira's last webhook with a valid signature came, and with a bad one; ISO 8601. */
export const WEBHOOK_ACCEPTED_SETTING = 'jira-webhook-accepted';
export const WEBHOOK_REFUSED_SETTING = 'jira-webhook-refused';

/** The setting that remembers the portal settings, by version, on which the check last found nothing wrong. */
export const PORTAL_CHECKED_SETTING = 'portal-checked';

/** The setting that remembers when the keeper of leases last completed a round, ISO 8601. */
export const KEEPER_ROUND_SETTING = 'keeper-round';
