/** The parts of a document that other parts refer to: applications by key, with their levels. */
import { didYouMean } from './did-you-mean.ts';
import { type Part, pathText, type Report } from './part.ts';

export interface OutlinedApplication {
  readonly part: Part;
  readonly key: string;
  readonly title: string;
  readonly owner: string | undefined;
  /** As written; compare without case. */
  readonly levels: readonly string[];
}

export interface Outline {
  readonly applications: readonly OutlinedApplication[];
  readonly hasIdentityProvider: boolean;
}

export function outlineOf(root: Part): Outline {
  const applications = root.at('applications').items.flatMap((part): OutlinedApplication[] => {
    const key = part.at('key').text;
    if (key === undefined) return [];
    const levels = part.at('accessLevels').items.flatMap((level) => level.at('name').text ?? []);
    return [{ part, key, title: part.at('name').text ?? key, owner: part.at('owner').name, levels }];
  });
  return { applications, hasIdentityProvider: root.at('identityProvider').isThere };
}

/** The application that a reference by key names. */
export function applicationOf(outline: Outline, key: string | undefined): OutlinedApplication | undefined {
  return outline.applications.find((each) => each.key.toLowerCase() === key?.toLowerCase());
}

/** The application that a role or a duty names, by key or by display name. */
export function applicationNamed(outline: Outline, name: string | undefined): OutlinedApplication | undefined {
  const byKey = applicationOf(outline, name);
  return byKey ?? outline.applications.find((each) => each.title.toLowerCase() === name?.toLowerCase());
}

/** Describes the fault of a reference to a level. The schema reports a reference that is missing or not text. */
export function checkLevel(
  outline: Outline,
  ref: Part,
  find: typeof applicationOf,
  tell: (where: Part, message: string) => void,
): void {
  const key = ref.at('application').text;
  const level = ref.at('accessLevel').text;
  if (key === undefined) return;
  const application = find(outline, key);
  if (application === undefined) {
    tell(ref.at('application'), noApplication(outline, key));
    return;
  }
  if (level === undefined || level === '*' || hasLevel(application, level)) return;
  const guess = didYouMean(level, application.levels);
  const names = guess === '' ? ` (it has: ${application.levels.join(', ') || 'none'})` : guess;
  tell(ref.at('accessLevel'), `"${application.key}" has no access level "${level}"${names}`);
}

export function hasLevel(application: OutlinedApplication, level: string): boolean {
  return application.levels.some((each) => each.toLowerCase() === level.toLowerCase());
}

/** The sentence for a key that no application has. */
export function noApplication(outline: Outline, key: string): string {
  const byName = outline.applications.find((each) => each.title.toLowerCase() === key.toLowerCase());
  if (byName !== undefined) return `there is no application "${key}": that is a name; its key is "${byName.key}"`;
  return `there is no application "${key}"${didYouMean(
    key,
    outline.applications.map((each) => each.key),
  )}`;
}

/** Reports every name that occurs twice, ignoring case. */
export function checkUnique(parts: readonly Part[], report: Report): void {
  const seen = new Map<string, Part>();
  for (const part of parts) {
    const { name } = part;
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, part);
    else report.problem(part, `"${part.text}" is already used by ${placeOf(first)}`);
  }
}

/** `applications[0]` of `applications[0].key`. */
function placeOf({ path }: Part): string {
  return pathText(path.slice(0, path.findLastIndex((step) => typeof step === 'number') + 1)) || pathText(path);
}
