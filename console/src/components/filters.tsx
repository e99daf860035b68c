/** The filters of a list. They are kept in the page's address and take effect on Enter or on leaving a field. */
import { Button, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { mayDo, useMe } from '../api/me.ts';
import { useApplications } from '../api/use-applications.ts';

export function Filters({ children, onClear }: { children: ReactNode; onClear: (() => void) | undefined }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, lg: 5 }} spacing="sm" verticalSpacing="xs" role="search">
      {children}
      {onClear === undefined ? null : (
        <Button variant="subtle" onClick={onClear} style={{ alignSelf: 'end', justifySelf: 'start' }}>
          Clear filters
        </Button>
      )}
    </SimpleGrid>
  );
}

interface FieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function TextFilter({ label, placeholder = 'Any', value = '', onChange }: FieldProps) {
  const settle = (text: string): void => {
    if (text.trim() !== value) onChange(text.trim() || undefined);
  };
  return (
    <TextInput
      // A new value from a link or from "Clear filters" resets the field.
      key={value}
      label={label}
      placeholder={placeholder}
      defaultValue={value}
      onBlur={(event) => settle(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle(event.currentTarget.value);
      }}
    />
  );
}

/** A list of names. People without permission to read applications type a key. */
export function ApplicationFilter({ value, onChange }: Pick<FieldProps, 'value' | 'onChange'>) {
  const me = useMe();
  const applications = useApplications().data?.items;
  if (me !== undefined && !mayDo(me, 'applications.read'))
    return <TextFilter label="Application" placeholder="Any" value={value} onChange={onChange} />;
  return (
    <Select
      label="Application"
      placeholder="Any"
      clearable
      searchable
      data={(applications ?? []).map(({ key, name }) => ({ value: key, label: name }))}
      value={value ?? null}
      onChange={(key) => onChange(key ?? undefined)}
    />
  );
}
