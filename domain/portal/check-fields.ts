/** Checks fields: they exist, have a fitting type, are on the forms, and have the options of the configuration. */
import { parseDuration } from '../duration.ts';
import type { Policy, Portal } from '../policy.ts';
import { type FieldFacts, fieldsNamed, type PortalFacts, sameName } from './facts.ts';
import { type Finding, quoted, well, wrong } from './finding.ts';
import type { JiraPages } from './jira-pages.ts';
import {
  accessTypeOptions,
  applicationOptions,
  FIELD_USES,
  type FieldUse,
  fieldsOnForm,
  mappedRequestTypes,
  saysYes,
  unfit,
} from './needs.ts';

export function checkFields(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  return (Object.keys(FIELD_USES) as FieldUse[]).flatMap((use) => {
    const mapped = portal.fields[use];
    return mapped === undefined ? [] : [checkField(facts, use, mapped, pages)];
  });
}

function checkField(facts: PortalFacts, use: FieldUse, mapped: string, pages: JiraPages): Finding {
  const name = `Field ${mapped} (${use})`;
  const found = fieldsNamed(facts.fields, mapped);
  const [field] = found;
  if (field === undefined)
    return wrong(
      name,
      `Jira has no field “${mapped}”.`,
      `Run \`leasehold setup jira\`, or correct portal.fields.${use}.`,
      pages.fields,
    );
  if (found.length > 1)
    return wrong(
      name,
      `Jira has ${found.length} fields of that name: ${found.map((each) => each.id).join(', ')}.`,
      `Write the id of the right one in portal.fields.${use}.`,
      pages.fields,
    );
  const trouble = unfit(use, field);
  if (trouble !== undefined)
    return wrong(
      name,
      `“${field.name}” cannot hold ${FIELD_USES[use]}: ${trouble}.`,
      `Map portal.fields.${use} to a field of that kind.`,
      pages.fields,
    );
  return well(name, `“${field.name}” (${field.id}) holds ${FIELD_USES[use]}.`);
}

/** The field of a use, if the mapping is unambiguous. */
function theField(facts: PortalFacts, portal: Portal, use: FieldUse): FieldFacts | undefined {
  const mapped = portal.fields[use];
  const found = mapped === undefined ? [] : fieldsNamed(facts.fields, mapped);
  return found.length === 1 ? found[0] : undefined;
}

/** The existing fields that the form of a request type lacks. */
export function missingOnForm(
  facts: PortalFacts,
  portal: Portal,
  type: { readonly use: 'access' | 'removal' | 'change'; readonly name: string },
): readonly FieldFacts[] {
  const form = facts.requestTypes.find((each) => sameName(each.name, type.name))?.form ?? [];
  return fieldsOnForm(portal, type.use)
    .flatMap((use) => theField(facts, portal, use) ?? [])
    .filter((field) => !form.some((each) => each.fieldId === field.id));
}

export function checkForms(facts: PortalFacts, portal: Portal, pages: JiraPages): readonly Finding[] {
  return mappedRequestTypes(portal).flatMap((type) => {
    const found = facts.requestTypes.find((each) => sameName(each.name, type.name));
    // Another finding already reports the missing type.
    if (found === undefined) return [];
    const name = `Form of “${type.name}”`;
    const missing = missingOnForm(facts, portal, type).map((field) => field.name);
    if (missing.length === 0) return [well(name, 'Every mapped field is on it.')];
    return [
      wrong(
        name,
        `${quoted(missing)} ${missing.length === 1 ? 'is' : 'are'} not on it.`,
        'Add it to the request form, or remove it from portal.fields.',
        pages.requestType(found.id),
      ),
    ];
  });
}

/** The selectable options; `undefined` for a field without options, or on no form. Other findings report the latter. */
function offeredBy(facts: PortalFacts, field: FieldFacts | undefined): readonly string[] | undefined {
  if (field === undefined || !(field.type === 'option' || field.items === 'option')) return undefined;
  return facts.requestTypes.flatMap((type) => type.form ?? []).find((each) => each.fieldId === field.id)?.options;
}

export function checkOptions(facts: PortalFacts, policy: Policy, pages: JiraPages): readonly Finding[] {
  return [
    ...checkNames(facts, policy, pages),
    ...checkWords(facts, policy.portal, pages, 'breakGlass', {
      well: 'One of them marks an emergency.',
      trouble: (options) => (options.some(saysYes) ? undefined : `None of ${quoted(options)} marks an emergency.`),
      mend: 'Add the option Yes, or run `leasehold setup jira`.',
    }),
    ...checkWords(facts, policy.portal, pages, 'duration', {
      well: 'Each is a duration.',
      trouble(options) {
        const unread = options.filter((option) => parseDuration(option) === undefined);
        return unread.length === 0 ? undefined : `${quoted(unread)} cannot be read as a duration.`;
      },
      mend: 'Write options like 8h or 30d.',
    }),
  ];
}

interface Words {
  readonly well: string;
  /** Describes the fault of the options, if any. */
  trouble(options: readonly string[]): string | undefined;
  readonly mend: string;
}

/** Options with a meaning, such as durations. */
function checkWords(
  facts: PortalFacts,
  portal: Portal,
  pages: JiraPages,
  use: FieldUse,
  words: Words,
): readonly Finding[] {
  const field = theField(facts, portal, use);
  const offered = offeredBy(facts, field);
  if (field === undefined || offered === undefined) return [];
  const name = `Options of ${field.name}`;
  const trouble = words.trouble(offered);
  return [trouble === undefined ? well(name, words.well) : wrong(name, trouble, words.mend, pages.field(field.id))];
}

/** Options that are names from the configuration. */
function checkNames(facts: PortalFacts, policy: Policy, pages: JiraPages): readonly Finding[] {
  return (['application', 'accessType'] as const).flatMap((use) => {
    const field = theField(facts, policy.portal, use);
    const offered = offeredBy(facts, field);
    if (field === undefined || offered === undefined) return [];
    const wanted = use === 'application' ? applicationOptions(policy) : accessTypeOptions(policy);
    const lacking = wanted.needed.filter((name) => !offered.some((option) => sameName(option, name)));
    const unknown = offered.filter((option) => !wanted.known(option));
    const what = use === 'application' ? 'application' : 'access level';
    return [
      lacking.length === 0
        ? well(`Options of ${field.name}`, `Every ${what} of the configuration can be chosen.`)
        : wrong(
            `Options of ${field.name}`,
            `${quoted(lacking)} cannot be chosen: the field has no such option, or it is disabled.`,
            'Run `leasehold setup jira`.',
            pages.field(field.id),
          ),
      unknown.length === 0
        ? well(`No stray options of ${field.name}`, 'The configuration knows every option.')
        : wrong(
            `No stray options of ${field.name}`,
            `The configuration has no ${what} ${quoted(unknown)}: a request for it is declined.`,
            'Run `leasehold setup jira`. If set-up did not create the field, disable the option in Jira.',
            pages.field(field.id),
          ),
    ];
  });
}
