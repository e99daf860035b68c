/** Whether an entitlement is of a type that its system has, with the parameters of that type. */
import type { About, EntitlementAbout } from '../../../connectors/about.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Part, Report } from './part.ts';

export function checkEntitlement(entitlement: Part, system: About, report: Report): void {
  const { text } = entitlement.at('type');
  if (text === undefined) return;
  const types = system.entitlementTypes.map(({ type }) => type);
  const type = system.entitlementTypes.find((each) => each.type === text);
  if (type === undefined) {
    const known = didYouMean(text, types) || ` (it has: ${types.join(', ')})`;
    report.problem(entitlement.at('type'), `${system.name} has no entitlement type "${text}"${known}`);
    return;
  }
  checkParameters(entitlement.at('parameters'), type, report);
}

function checkParameters(
  parameters: Part,
  { type, parameters: known, moreParameters }: EntitlementAbout,
  report: Report,
): void {
  const names = known.map(({ name }) => name);
  for (const [name, part] of parameters.entries) {
    const parameter = known.find((each) => each.name === name);
    if (parameter === undefined) {
      if (moreParameters) continue;
      const guess = didYouMean(name, names) || ` (it has: ${names.join(', ') || 'none'})`;
      report.problem(part, `${type} has no parameter "${name}"${guess}`);
      continue;
    }
    const { choices } = parameter;
    // Some systems ignore case here. Test Connection reports the values that they refuse.
    const isChoice = choices?.some((each) => each.toLowerCase() === part.name) ?? true;
    if (!isChoice) report.problem(part, `must be one of: ${choices?.join(', ')}`);
  }
  for (const { name, needed, choices } of known)
    if (needed && !parameters.at(name).isThere) {
      const values = choices === undefined ? '' : `, one of: ${choices.join(', ')}`;
      report.problem(parameters.at(name), `is missing: ${type} needs parameters.${name}${values}`);
    }
}
