/** `npm run openapi`: writes docs/openapi.json and the pages on the routes from the routes, and the console's typed client from the document. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../../../api/http/openapi.ts';
import { ROUTES } from '../../../api/routes.ts';
import { authorizationPage, routesPage } from './api-pages.ts';
import { consoleClientOf } from './console-client.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const document = JSON.stringify(buildOpenApi(ROUTES), null, 2);
await writeFile(file('docs/openapi.json'), `${document}\n`);
await writeFile(file('docs/api-routes.md'), routesPage(ROUTES));
await writeFile(file('docs/authorization.md'), authorizationPage());
await writeFile(file('console/src/api/schema.d.ts'), await consoleClientOf(document));
console.log(`Wrote ${ROUTES.length} operations to docs/openapi.json, their pages, and the console's client.`);
