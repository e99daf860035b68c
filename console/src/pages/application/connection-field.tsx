/** One setting or credential of a connector. */
import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { type Draft, type Field, isKept, textOf, withText } from './connection.ts';

export function ConnectionField({
  field,
  draft,
  error,
  onChange,
}: {
  field: Field;
  draft: Draft;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { label, help, needed, secret, multiline, choices } = field;
  const change = (text: string): void => onChange(withText(field, draft, text));
  const shared = {
    label,
    description: help,
    required: needed,
    error,
    autoComplete: 'off',
    placeholder: isKept(field, draft) ? 'Set. Type to replace it.' : (field.example ?? ''),
    value: textOf(field, draft),
  };
  if (choices !== undefined)
    return (
      <Select
        {...shared}
        data={choices}
        placeholder={choices[0] ?? ''}
        value={shared.value === '' ? null : shared.value}
        clearable
        onChange={(choice) => change(choice ?? '')}
      />
    );
  if (multiline)
    return (
      <Textarea
        {...shared}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  if (secret) return <PasswordInput {...shared} onChange={(event) => change(event.currentTarget.value)} />;
  return <TextInput {...shared} onChange={(event) => change(event.currentTarget.value)} />;
}
