/** The signed-in person, and the sign-out button. */
import { Button, Group, Menu, Text } from '@mantine/core';
import { api } from '../api/client.ts';
import type { Me } from '../api/session.ts';

export function SignedIn({ me }: { me: Me | undefined }) {
  if (me === undefined) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="compact-md" maw={220}>
          <Text span truncate size="sm">
            {me.displayName ?? me.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Group gap={4}>
            {me.name} · {me.role}
          </Group>
        </Menu.Label>
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function signOut(): Promise<void> {
  await api.POST('/auth/logout');
  window.location.assign('/auth/login');
}
