/** The progress of the set-up, from the first application to the first request. */
import { PORTAL_CHECKED_SETTING } from '../../store/settings/settings-store.ts';
import { currentDocument } from '../configuration/current.ts';
import { etagOf } from '../configuration/etag.ts';
import { portalOf } from '../configuration/show.ts';
import type { Services } from '../services.ts';

/** Whether each step is done. An arrived request proves that the portal works. */
export async function setUpSteps(services: Services) {
  const { configuration } = await services.configuration();
  const { applications, rules } = configuration.policy;
  const [{ document }, checked, requests] = await Promise.all([
    currentDocument(services),
    services.store.settings.get(PORTAL_CHECKED_SETTING),
    services.store.requests.list({ limit: 1 }),
  ]);
  const asked = requests.items.length > 0;
  return {
    application: applications.length > 0,
    accessLevel: applications.some((each) => each.accessLevels.length > 0),
    rule: rules.length > 0,
    portal: asked || checked === etagOf(portalOf(document)),
    request: asked,
    portalUrl: `${configuration.jira.url.replace(/\/+$/, '')}/servicedesk/customer/portals`,
  };
}

/** Records that a check of the current portal settings found no problems. */
export async function notePortalChecked(services: Services): Promise<void> {
  const { document } = await currentDocument(services);
  await services.store.settings.set(PORTAL_CHECKED_SETTING, etagOf(portalOf(document)));
}
