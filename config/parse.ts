/** From the text of `leasehold.yaml`, or a document out of the database, to a configuration; all problems at once. */
import { parseDocument } from 'yaml';
import { danglingReferences, type Problem } from './problems.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** The configuration cannot be used. The message lists every problem as `source: path: reason`. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    const lines = problems.map(
      (problem) => `${source}: ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`,
    );
    super(lines.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Reads YAML (JSON is YAML too) into a plain document.
 * @throws ConfigurationError naming line and column when it is not YAML.
 */
export function parseYaml(text: string, source: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new ConfigurationError(
      source,
      document.errors.map((error) => {
        const at = error.linePos?.[0];
        return {
          path: at === undefined ? '' : `line ${at.line}, column ${at.col}`,
          message: error.message.split('\n')[0] ?? error.message,
        };
      }),
    );
  }
  return document.toJS();
}

/**
 * Validates a document, and the references between its parts.
 * @throws ConfigurationError with all problems found.
 */
export function parseConfiguration(document: unknown, source: string): Configuration {
  const parsed = configurationSchema.safeParse(document ?? {});
  if (!parsed.success) {
    throw new ConfigurationError(
      source,
      parsed.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
    );
  }
  const problems = danglingReferences(parsed.data);
  if (problems.length > 0) throw new ConfigurationError(source, problems);
  return parsed.data;
}

/** `rules[0].application`, from the parts of a path. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
