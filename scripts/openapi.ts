/** `npm run openapi`: writes docs/openapi.json from the routes. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../api/http/openapi.ts';
import { ROUTES } from '../api/routes.ts';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
await writeFile(file, `${JSON.stringify(buildOpenApi(ROUTES), null, 2)}\n`);
console.log(`Wrote ${ROUTES.length} operations to docs/openapi.json.`);
