/**
 * `npm run openapi`: writes docs/openapi.json and the pages on the routes, and the types of the API's client from the
 * document.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../../../api/http/openapi.ts';
import { ROUTES } from '../../../api/routes.ts';
import { authorizationPage, routesPage } from './api-pages.ts';
import { apiTypesOf } from './api-types.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const document = JSON.stringify(buildOpenApi(ROUTES), null, 2);
await writeFile(file('docs/openapi.json'), `${document}\n`);
await writeFile(file('docs/api-routes.md'), routesPage(ROUTES));
await writeFile(file('docs/authorization.md'), authorizationPage());
await writeFile(file('api/client/schema.d.ts'), await apiTypesOf(document));
console.log(`Wrote ${ROUTES.length} operations to docs/openapi.json, their pages, and the types of the client.`);
