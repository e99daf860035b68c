/** XML as AWS's Query protocol writes it: elements, text, one namespace; no comments, no mixed content. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly content: string;
  readonly children: readonly XmlElement[];
  child(name: string): XmlElement | undefined;
  /** The text at a path of names. */
  text(...path: readonly string[]): string | undefined;
}

/** @throws Error for what is not well-formed. */
export function parseXml(text: string): XmlElement {
  const tokens = text.match(/<[^>]+>|[^<]+/g) ?? [];
  let at = 0;
  const element = (): XmlElement => {
    const [, name, attributes = ''] = /^<([\w-]+)([^>]*)>$/.exec(tokens[at] ?? '') ?? [];
    if (name === undefined) throw new Error(`An element was expected at ${tokens[at]}.`);
    at += 1;
    let content = '';
    const children: XmlElement[] = [];
    while (tokens[at] !== `</${name}>`) {
      if (tokens[at] === undefined) throw new Error(`<${name}> is not closed.`);
      if (tokens[at]?.startsWith('<')) children.push(element());
      else content += tokens[at++];
    }
    at += 1;
    return made(name, /xmlns="([^"]*)"/.exec(attributes)?.[1], unescaped(content), children);
  };
  const root = element();
  if (at !== tokens.length) throw new Error('There is more than one root.');
  return root;
}

function made(
  name: string,
  namespace: string | undefined,
  content: string,
  children: readonly XmlElement[],
): XmlElement {
  const child = (wanted: string): XmlElement | undefined => children.find((each) => each.name === wanted);
  return {
    name,
    namespace,
    content,
    children,
    child,
    text: (...[first, ...rest]) => (first === undefined ? content : child(first)?.text(...rest)),
  };
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
}
