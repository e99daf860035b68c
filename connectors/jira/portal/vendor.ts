/** The portal's Jira site, as error messages name it. */
import type { JiraVendor } from '../classify.ts';

export const PORTAL_JIRA: JiraVendor = {
  name: 'Jira',
  application: 'jira',
  advice: {
    401: 'Check jira.email and jira.apiToken in the configuration.',
    403: "Give the service's account the permission; docs/jira.md lists those that it needs.",
  },
};
