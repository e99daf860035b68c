/** Checks a configuration document in one pass. */
import { configurationSchema } from '../schema.ts';
import { checkBirthrights } from './birthrights.ts';
import { checkConnections } from './connections.ts';
import { checkMatching } from './matching.ts';
import { outlineOf } from './outline.ts';
import { type Finding, Part, pathText, type Report } from './part.ts';
import { checkReferences } from './references.ts';
import { checkRules } from './rules.ts';
import { schemaFindings } from './schema-findings.ts';
import { checkStages } from './stages.ts';

export interface Checked {
  /** Why the document cannot be used; empty if it can. */
  readonly problems: readonly Finding[];
  /** Settings that work but have a surprising effect. */
  readonly warnings: readonly Finding[];
}

/**
 * @param written whether the document is a new edit. Only then does the check look for warnings, and for fields that an
 *   application's connector needs. A saved document must stay usable after a connector starts to need more.
 */
export function checkDocument(document: unknown, written: boolean): Checked {
  const problems: Finding[] = [...schemaFindings(configurationSchema, document ?? {})];
  const warnings: Finding[] = [];
  const report: Report = {
    problem: ({ path }, message) => problems.push({ path, message }),
    warning: ({ path }, message) => warnings.push({ path, message }),
  };
  const root = new Part(document);
  const outline = outlineOf(root);
  checkReferences(root, outline, report);
  checkStages(root, outline, report);
  checkRules(root, report);
  if (written) checkConnections(root, report);
  if (written) checkMatching(root, outline, report);
  checkBirthrights(root, outline, report);
  return { problems: onePerPlace(problems), warnings };
}

/** Drops repeated findings about one place. */
function onePerPlace(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((each) => [`${pathText(each.path)} ${each.message}`, each])).values()];
}
