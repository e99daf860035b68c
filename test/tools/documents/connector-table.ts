/** `npm run connector-table`: writes docs/connectors/README.md from the connectors' descriptions of themselves. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { connectorPage } from './connector-page.ts';

await writeFile(fileURLToPath(new URL('../../../docs/connectors/README.md', import.meta.url)), connectorPage());
