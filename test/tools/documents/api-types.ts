/** The types of the API's client, from the API's own document. */
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const YAML_TYPE = 'application/yaml';

/** @param document the OpenAPI document as JSON. */
export async function apiTypesOf(document: string): Promise<string> {
  // With `defaultNonNullable` a caller would have to send what has a default.
  const nodes = await openapiTypescript(document, { defaultNonNullable: false });
  const { transformed } = ts.transform(nodes, [asCallersWriteThem]);
  return `/** Written by \`npm run openapi\` from docs/openapi.json; not by hand. */\n${astToString(transformed)}`;
}

/**
 * `cursor?: string` becomes `cursor?: string | undefined`: a member that is undefined is never sent. YAML becomes
 * text: the document describes its content, but nobody sends or reads it as an object.
 */
function asCallersWriteThem(context: ts.TransformationContext): (node: ts.Node) => ts.Node {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isPropertySignature(visited) || visited.type === undefined) return visited;
    const { modifiers, name, questionToken, type } = visited;
    if (ts.isStringLiteral(name) && name.text === YAML_TYPE)
      return factory.updatePropertySignature(visited, modifiers, name, questionToken, keyword('StringKeyword'));
    // `never` says that there is no such member at all.
    if (questionToken === undefined || type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const orUndefined = factory.createUnionTypeNode([type, keyword('UndefinedKeyword')]);
    return factory.updatePropertySignature(visited, modifiers, name, questionToken, orUndefined);
  };
  const keyword = (kind: 'StringKeyword' | 'UndefinedKeyword'): ts.KeywordTypeNode =>
    factory.createKeywordTypeNode(ts.SyntaxKind[kind]);
  return visit;
}
