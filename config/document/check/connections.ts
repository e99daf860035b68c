/** Checks that each application has the fields that its connector needs, and no unknown ones. */
import { type About, type Field, fieldsOf, type SignIn } from '../../../connectors/about.ts';
import { systemOf } from '../../../connectors/systems.ts';
import { didYouMean } from './did-you-mean.ts';
import { checkEntitlement } from './entitlements.ts';
import type { Part, Report } from './part.ts';

const PLACES = ['credentials', 'settings'] as const;

export function checkConnections(root: Part, report: Report): void {
  for (const application of root.at('applications').items) {
    // The schema reports an unknown system.
    const system = systemOf(application.at('connector').text);
    if (system === undefined) continue;
    checkNames(application, system, report);
    checkNeeded(application, system, report);
    for (const level of application.at('accessLevels').items)
      for (const entitlement of level.at('entitlements').items) checkEntitlement(entitlement, system, report);
  }
}

/** Reports each value that the connector does not read at that place. */
function checkNames(application: Part, system: About, report: Report): void {
  const fields = fieldsOf(system);
  for (const place of PLACES) {
    const known = fields.filter((field) => field.places.includes(place)).map(({ name }) => name);
    for (const [name, part] of application.at(place).entries) {
      const field = fields.find((each) => each.name === name);
      if (field?.places.includes(place)) {
        checkChoice(part, field, system, report);
        continue;
      }
      const guess = didYouMean(name, known);
      const instead =
        field === undefined
          ? guess || ` (it has: ${known.join(', ') || 'none'})`
          : `; it belongs in ${field.places[0]}`;
      report.problem(part, `${system.name} has no ${name} in its ${place}${instead}`);
    }
  }
}

function checkChoice(part: Part, { name, choices }: Field, system: About, report: Report): void {
  if (choices === undefined || part.text === undefined || choices.includes(part.text)) return;
  report.problem(part, `${name} of ${system.name} must be one of: ${choices.join(', ')}`);
}

function checkNeeded(application: Part, system: About, report: Report): void {
  const lacking = (fields: readonly Field[]) => fields.filter((field) => field.needed && !isGiven(application, field));
  const tell = (field: Field): void => {
    const [place] = field.places;
    report.problem(
      application.at(place, field.name),
      `is missing: ${system.name} needs ${place}.${field.name} (${field.label})`,
    );
  };
  for (const field of lacking(system.fields)) tell(field);
  const begun = system.signIn.filter((way) => way.fields.some((field) => isGiven(application, field)));
  const complete = (way: SignIn): boolean => lacking(way.fields).length === 0;
  const [first] = begun;
  if (first === undefined) {
    if (system.signIn.some(complete)) return;
    const [only, ...others] = system.signIn;
    if (others.length === 0) for (const field of lacking(only.fields)) tell(field);
    else
      report.problem(
        application.at('credentials'),
        `is missing: ${system.name} needs ${system.signIn.map(neededOf).join(', or ')}`,
      );
  } else if (!begun.some(complete)) for (const field of lacking(first.fields)) tell(field);
}

/** `credentials.clientId and credentials.privateKey` */
function neededOf({ fields }: SignIn): string {
  return fields
    .filter((field) => field.needed)
    .map(({ places: [place], name }) => `${place}.${name}`)
    .join(' and ');
}

function isGiven(application: Part, { name, places }: Field): boolean {
  return places.some((place) => {
    const { value } = application.at(place, name);
    return value !== undefined && value !== null && value !== '';
  });
}
