/** The form of a request type: its inputs, and what a person has filled in. */
import { escapeHtml } from '../server.ts';
import { hasOptions, optionsInForce } from './admin.ts';
import { selectBox } from './html.ts';
import type { FormField, JiraState } from './state.ts';

export type Filled = Readonly<Record<string, string | undefined>>;

/** @param value as `JiraIssue` keeps it */
export function formInput(state: JiraState, { fieldId, label, required }: FormField, value = ''): string {
  const field = state.fields.find((each) => each.id === fieldId);
  const must = required ? ' required' : '';
  const title = `<label for="${fieldId}">${escapeHtml(label)}${required ? ' *' : ''}</label>`;
  if (field?.items === 'option') {
    const [option] = optionsInForce(state, field);
    const checked = value === '' ? '' : ' checked';
    return `<label><input type="checkbox" class="inline" name="${fieldId}" value="${escapeHtml(option?.value)}"${checked}> ${escapeHtml(label)}</label>`;
  }
  if (field !== undefined && hasOptions(field)) {
    const options = optionsInForce(state, field).map((each) => [each.value, each.value] as const);
    return selectBox(fieldId, label, required ? options : [['', '—'], ...options], value);
  }
  if (field?.type === 'user') return selectBox(fieldId, label, [['', 'Myself'], ...peopleOf(state)], value);
  if (fieldId === 'description')
    return `${title}<textarea id="${fieldId}" name="${fieldId}" rows="2"${must}>${escapeHtml(value)}</textarea>`;
  if (isTime(state, fieldId))
    return `${title}<input type="datetime-local" id="${fieldId}" name="${fieldId}" value="${localTime(value)}"${must}>`;
  const hint = /duration/i.test(label) ? '8h, 7d, P30D; empty for the usual' : '';
  return `${title}<input id="${fieldId}" name="${fieldId}" placeholder="${hint}" value="${escapeHtml(value)}"${must}>`;
}

/** The custom fields of a form as `JiraIssue` keeps them; null if left empty. */
export function filledIn(state: JiraState, form: readonly FormField[], filled: Filled): Record<string, string | null> {
  return Object.fromEntries(
    form
      .filter(({ fieldId }) => fieldId.startsWith('customfield_'))
      .map(({ fieldId }) => [fieldId, kept(state, fieldId, filled[fieldId] ?? '')]),
  );
}

export function peopleOf(state: JiraState): readonly (readonly [accountId: string, name: string])[] {
  return state.users
    .filter((user) => user.accountType !== 'app')
    .map((user) => [user.accountId, user.displayName] as const);
}

function isTime(state: JiraState, fieldId: string): boolean {
  return state.fields.find((field) => field.id === fieldId)?.type === 'datetime';
}

function kept(state: JiraState, fieldId: string, value: string): string | null {
  if (value === '') return null;
  return isTime(state, fieldId) ? new Date(value).toISOString().replace('Z', '+0000') : value;
}

/** The browser's input knows no zone: both ends use the clock of this machine. */
function localTime(value: string): string {
  if (value === '') return '';
  const at = new Date(value);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
