/**
 * `npm run openapi`: writes docs/openapi.json and the pages on the routes, the types of the API's client from the
 * document, and the tables of audit actions and notification events.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../../../api/http/openapi.ts';
import { ROUTES } from '../../../api/routes.ts';
import { authorizationPage, routesPage } from './api-pages.ts';
import { apiTypesOf } from './api-types.ts';
import { CATALOGUE_TABLES, withTable } from './catalogue-tables.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const document = JSON.stringify(buildOpenApi(ROUTES), null, 2);
await writeFile(file('docs/openapi.json'), `${document}\n`);
await writeFile(file('docs/api-routes.md'), routesPage(ROUTES));
await writeFile(file('docs/authorization.md'), authorizationPage());
await writeFile(file('api/client/schema.d.ts'), await apiTypesOf(document));
for (const { page, heading, table } of CATALOGUE_TABLES)
  await writeFile(file(page), withTable(await readFile(file(page), 'utf8'), heading, table));
console.log(
  `Wrote ${ROUTES.length} operations to docs/openapi.json, their pages, the types of the client, and the tables of the catalogues.`,
);
