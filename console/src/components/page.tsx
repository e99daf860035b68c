/** A page: title, link to its list, actions and content. The title is also the document's title. */
import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { type Address, TextLink } from './link.tsx';

export function Page(props: {
  readonly title: string;
  /** The parent page. */
  readonly back?: { readonly to: Address; readonly label: string };
  /** Buttons beside the title. */
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, back, mark, actions, children } = props;
  useEffect(() => {
    document.title = `${title} · Leasehold`;
  }, [title]);
  return (
    <Stack gap="md">
      <div>
        {back === undefined ? null : (
          <TextLink to={back.to} inherit={false} size="sm" c="dimmed">
            <span aria-hidden="true">← </span>
            {back.label}
          </TextLink>
        )}
        <Group justify="space-between" align="center" gap="sm" mih={36}>
          <Group gap="sm">
            <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {mark}
          </Group>
          {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
        </Group>
      </div>
      {children}
    </Stack>
  );
}
