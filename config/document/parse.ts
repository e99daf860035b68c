/**
 * Turns the text of `leasehold.yaml`, or a document from the database, into a configuration. Reports all problems at
 * once.
 */
import { readYaml } from './check/yaml-text.ts';
import { checkText, type Problem, problemLine, problemsOf } from './problems.ts';
import { type Configuration, configurationSchema } from './schema.ts';

/** The configuration cannot be used. The message lists every problem as `source:line:column: path: reason`. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(source: string, problems: readonly Problem[]) {
    super(problems.map((problem) => problemLine(source, problem)).join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Reads YAML (JSON is YAML too) into a plain document.
 * @throws ConfigurationError naming line and column when it is not YAML.
 */
export function parseYaml(text: string, source: string): unknown {
  const { document, problems } = readYaml(text);
  if (problems.length > 0)
    throw new ConfigurationError(
      source,
      problems.map((each) => ({ path: '', ...each })),
    );
  return document;
}

/**
 * Reads and checks the document of a configuration file.
 * @throws ConfigurationError with all problems found, with their lines.
 */
export function readConfiguration(text: string, source: string): unknown {
  const { document, problems } = checkText(text);
  if (problems.length > 0) throw new ConfigurationError(source, problems);
  return document;
}

/**
 * Validates a document, and the references between its parts.
 * @throws ConfigurationError with all problems found.
 */
export function parseConfiguration(document: unknown, source: string): Configuration {
  const problems = problemsOf(document);
  if (problems.length > 0) throw new ConfigurationError(source, problems);
  return configurationSchema.parse(document);
}
