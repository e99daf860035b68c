/** The setting under which workers keep the service's own Jira account, so that the API can leave its edits aside. */
export const OWN_ACCOUNT_SETTING = 'jira-own-account';

/** Small facts shared by all processes, e.g. the service's own Jira account, keys, watermarks. */
export interface Settings {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** Sets it unless it is set, and returns what holds then: one winner among racing processes. */
  setOnce(name: string, value: string): Promise<string>;
}

/** The settings that remember when a webhook of Jira came last with a good signature, and with a bad one; ISO 8601. */
export const WEBHOOK_ACCEPTED_SETTING = 'jira-webhook-accepted';
export const WEBHOOK_REFUSED_SETTING = 'jira-webhook-refused';

/** The setting that remembers for which portal settings, by their version, the check last found nothing wrong. */
export const PORTAL_CHECKED_SETTING = 'portal-checked';
