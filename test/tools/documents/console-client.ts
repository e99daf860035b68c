/** The types that the console calls the API by, from the API's own document. */
import openapiTypescript, { astToString } from 'openapi-typescript';

/** @param document the OpenAPI document as JSON. */
export async function consoleClientOf(document: string): Promise<string> {
  return `/** Written by \`npm run openapi\` from docs/openapi.json; not by hand. */\n${astToString(await openapiTypescript(document))}`;
}
