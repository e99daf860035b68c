/** `/openapi.json`: the OpenAPI document, generated from the validating schemas. */
import { z } from 'zod';
import { publicRoute, type Route } from '../declare-route.ts';
import { reply } from '../http/route.ts';

export const openApiRoute: Route = publicRoute(
  {
    method: 'get',
    path: '/openapi.json',
    tag: 'Health',
    summary: 'Get this document',
    answers: { 200: z.looseObject({ openapi: z.string() }).describe('OpenAPI 3.1') },
  },
  async ({ services }) => reply(200, services.openApi),
);
