const UNRELEASED = '## [Unreleased]';
const COMPATIBILITY = '### Workflow compatibility';

/**
 * Turns the Unreleased part into a version, below a new empty Unreleased.
 * @param date as 2026-11-29.
 * @returns the new text, and the version's own part of it.
 * @throws if there is nothing to release, or the statement on workflow compatibility is missing.
 */
export function cutChangelog(text: string, version: string, date: string): { changelog: string; notes: string } {
  const start = text.indexOf(`${UNRELEASED}\n`);
  if (start < 0) throw new Error(`CHANGELOG.md has no heading "${UNRELEASED}".`);
  const from = start + UNRELEASED.length;
  const next = text.indexOf('\n## ', from);
  const notes = text.slice(from, next < 0 ? undefined : next).trim();
  if (notes === '') throw new Error('CHANGELOG.md has nothing under Unreleased, so there is nothing to release.');
  if (!notes.includes(COMPATIBILITY))
    throw new Error(`CHANGELOG.md lacks "${COMPATIBILITY}" under Unreleased: say what happens to requests in flight.`);
  const rest = next < 0 ? '' : text.slice(next);
  return { changelog: `${text.slice(0, from)}\n\n## [${version}] - ${date}\n\n${notes}\n${rest}`, notes };
}

/**
 * @throws unless `version` is above `current` and has no tag. The current version may be released if it was never
 *   tagged.
 */
export function requireNewer(version: string, current: string, tags: readonly string[]): void {
  const wanted = numbers(version);
  if (wanted === undefined) throw new Error(`"${version}" is not a version: write it as 0.2.0.`);
  if (tags.includes(`v${version}`)) throw new Error(`There is a tag v${version} already: choose a higher version.`);
  const [difference = 0] = wanted
    .map((each, index) => each - (numbers(current)?.[index] ?? 0))
    .filter((each) => each !== 0);
  if (difference < 0) throw new Error(`${version} is below the current version ${current}: choose a higher one.`);
}

function numbers(version: string): readonly number[] | undefined {
  return /^\d+\.\d+\.\d+$/.test(version) ? version.split('.').map(Number) : undefined;
}
