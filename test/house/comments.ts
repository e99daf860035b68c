/** The comments of a TypeScript file. Strings and JSX text that look like comments are none. */
import ts from 'typescript';

/** A comment, or `//` lines below one another: its first line, and its prose without the markers. */
export interface Comment {
  readonly line: number;
  readonly prose: string;
}

function tokensOf(node: ts.Node, source: ts.SourceFile): readonly ts.Node[] {
  const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
  return children.length === 0 ? [node] : children.flatMap((child) => tokensOf(child, source));
}

/** Every comment stands before a token, where the previous one ends; the last token is the end of the file. */
function rangesOf(source: ts.SourceFile): readonly ts.CommentRange[] {
  return tokensOf(source, source)
    .filter(({ kind }) => kind !== ts.SyntaxKind.JsxText)
    .flatMap(({ pos }) => [
      ...(pos === 0 ? [] : (ts.getTrailingCommentRanges(source.text, pos) ?? [])),
      ...(ts.getLeadingCommentRanges(source.text, pos) ?? []),
    ]);
}

const withoutMarkers = (comment: string): string =>
  comment.replace(/^\/\*+|\*\/$/g, '').replace(/^[ \t]*(?:\/\/|\*)?[ \t]*/gm, '');

export function commentsOf(file: string, text: string): readonly Comment[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const comments: Comment[] = [];
  let next = 0;
  for (const { pos, end, kind } of rangesOf(source)) {
    const line = source.getLineAndCharacterOfPosition(pos).line;
    const prose = withoutMarkers(text.slice(pos, end));
    const above = kind === ts.SyntaxKind.SingleLineCommentTrivia && line === next ? comments.pop() : undefined;
    comments.push(above === undefined ? { line: line + 1, prose } : { ...above, prose: `${above.prose}\n${prose}` });
    next = kind === ts.SyntaxKind.SingleLineCommentTrivia ? line + 1 : 0;
  }
  return comments;
}
