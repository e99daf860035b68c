/** Addresses and their pages. The code of each page except the overview is loaded on the first visit. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { auditFilter, grantFilter, requestFilter } from './filter-in-address.ts';
import { NotFound } from './pages/not-found/not-found.tsx';
import { Overview } from './pages/overview/overview.tsx';
import { overviewQuery } from './pages/overview/overview-query.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: () => {
    void queryClient.prefetchQuery(overviewQuery);
  },
  // Most visits begin here, so its code is part of the first load.
  component: Overview,
});
const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: requestFilter,
  component: lazyRouteComponent(() => import('./pages/requests/requests.tsx'), 'Requests'),
});
const request = createRoute({
  getParentRoute: () => root,
  path: '/requests/$key',
  component: lazyRouteComponent(() => import('./pages/request/request.tsx'), 'RequestPage'),
});
const myAccess = createRoute({
  getParentRoute: () => root,
  path: '/my-access',
  component: lazyRouteComponent(() => import('./pages/my-access/my-access.tsx'), 'MyAccess'),
});
const grants = createRoute({
  getParentRoute: () => root,
  path: '/grants',
  validateSearch: grantFilter,
  component: lazyRouteComponent(() => import('./pages/grants/grants.tsx'), 'Grants'),
});
const revocation = createRoute({
  getParentRoute: () => root,
  path: '/revocations/$id',
  component: lazyRouteComponent(() => import('./pages/revocation/revocation.tsx'), 'RevocationPage'),
});
const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./pages/reviews/reviews.tsx'), 'Reviews'),
});
const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id',
  component: lazyRouteComponent(() => import('./pages/review/review.tsx'), 'ReviewPage'),
});
const applications = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  component: lazyRouteComponent(() => import('./pages/applications/applications.tsx'), 'Applications'),
});
const newApplication = createRoute({
  getParentRoute: () => root,
  path: '/applications/new',
  component: lazyRouteComponent(() => import('./pages/application/application.tsx'), 'NewApplication'),
});
const application = createRoute({
  getParentRoute: () => root,
  path: '/applications/$key',
  component: lazyRouteComponent(() => import('./pages/application/application.tsx'), 'ApplicationPage'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./pages/rules/rules.tsx'), 'Rules'),
});
const newRule = createRoute({
  getParentRoute: () => root,
  path: '/rules/new',
  component: lazyRouteComponent(() => import('./pages/rule/rule.tsx'), 'NewRule'),
});
const rule = createRoute({
  getParentRoute: () => root,
  path: '/rules/$key',
  component: lazyRouteComponent(() => import('./pages/rule/rule.tsx'), 'RulePage'),
});
const portal = createRoute({
  getParentRoute: () => root,
  path: '/portal',
  component: lazyRouteComponent(() => import('./pages/portal/portal.tsx'), 'PortalSettings'),
});
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  component: lazyRouteComponent(() => import('./pages/history/history.tsx'), 'History'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: auditFilter,
  component: lazyRouteComponent(() => import('./pages/audit/audit.tsx'), 'Audit'),
});
const tokens = createRoute({
  getParentRoute: () => root,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./pages/tokens/tokens.tsx'), 'Tokens'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    requests,
    request,
    myAccess,
    grants,
    revocation,
    reviews,
    review,
    applications,
    newApplication,
    application,
    rules,
    newRule,
    rule,
    portal,
    history,
    audit,
    tokens,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
