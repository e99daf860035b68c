/** Routes of this API: handlers are called with its services. */
import type { Call as AnyCall, Route as AnyRoute, SignedInCall as AnySignedInCall } from './http/route.ts';
import { routesWith } from './http/route.ts';
import type { Services } from './services.ts';

export type Call<Params = unknown, Query = unknown, Body = unknown> = AnyCall<Services, Params, Query, Body>;

export type SignedInCall<Params = unknown, Query = unknown, Body = unknown> = AnySignedInCall<
  Services,
  Params,
  Query,
  Body
>;

export type Route = AnyRoute<Services>;

export const { route, publicRoute } = routesWith<Services>();
