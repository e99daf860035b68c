/** Generates the types of the API's client from the API's own document. */
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const YAML_TYPE = 'application/yaml';

/** @param document the OpenAPI document as JSON. */
export async function apiTypesOf(document: string): Promise<string> {
  // With `defaultNonNullable` a caller would have to send members that have a default.
  const nodes = await openapiTypescript(document, { defaultNonNullable: false });
  const { transformed } = ts.transform(nodes, [asCallersWriteThem]);
  return `/** Written by \`npm run openapi\` from docs/openapi.json; not by hand. */\n${astToString(transformed)}`;
}

/**
 * Turns `cursor?: string` into `cursor?: string | undefined`, because an undefined member is never sent. Turns YAML
 * into text: the document describes its content, but clients never handle it as an object.
 */
function asCallersWriteThem(context: ts.TransformationContext): (node: ts.Node) => ts.Node {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isPropertySignature(visited) || visited.type === undefined) return visited;
    const { modifiers, name, questionToken, type } = visited;
    if (ts.isStringLiteral(name) && name.text === YAML_TYPE)
      return factory.updatePropertySignature(visited, modifiers, name, questionToken, keyword('StringKeyword'));
    // `never` means that the member does not exist.
    if (questionToken === undefined || type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const orUndefined = factory.createUnionTypeNode([type, keyword('UndefinedKeyword')]);
    return factory.updatePropertySignature(visited, modifiers, name, questionToken, orUndefined);
  };
  const keyword = (kind: 'StringKeyword' | 'UndefinedKeyword'): ts.KeywordTypeNode =>
    factory.createKeywordTypeNode(ts.SyntaxKind[kind]);
  return visit;
}
