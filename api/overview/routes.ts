/** `GET /overview`: counts of open work. */
import { normalizeEmail } from '../../domain/people.ts';
import { ownedBy, scopeOf } from '../authorization.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';
import { visibleTo } from '../requests/reach.ts';
import { overview } from './schema.ts';
import { setUpSteps } from './set-up.ts';

/** Access that ends within this time counts as ending soon; milliseconds. */
const SOON_MS = 24 * 60 * 60_000;

export const overviewRoute: Route = route(
  {
    method: 'get',
    path: `${API}/overview`,
    action: 'overview.read',
    tag: 'Overview',
    summary: 'Count open work and active access, with the progress of the set-up',
    answers: { 200: overview },
  },
  async (call) => {
    const { principal, services } = call;
    const may = (action: Parameters<typeof scopeOf>[1]) => scopeOf(principal.role, action);
    const soon = new Date((await services.ledgerNow()).getTime() + SOON_MS).toISOString();
    const counted = await services.store.overview.read({
      person: normalizeEmail(principal.name),
      visibleTo: await visibleTo(call),
      applications: may('grants.read') === 'any' ? undefined : ownedBy(principal, await call.policy()),
      soon,
    });
    const mayRead = may('configuration.read') !== undefined;
    return reply(200, {
      ...counted,
      grants: may('grants.read') === undefined ? null : { ...counted.grants, expiresBefore: soon },
      revocations: may('revocations.read') === 'any' ? counted.revocations : null,
      changes: mayRead ? counted.changes : null,
      setUp: mayRead ? await setUpSteps(services) : null,
    });
  },
);
