/** The frame of every page: menu, signed-in person, colour scheme and content. */
import {
  ActionIcon,
  Anchor,
  AppShell,
  Box,
  Burger,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useLiveEvents } from '../api/live-events.ts';
import { mayDo, useMe } from '../api/me.ts';
import { MenuLink } from '../components/link.tsx';
import { PLACES } from './navigation.ts';
import { SignedIn } from './signed-in.tsx';

export function Shell() {
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  useLiveEvents(me !== undefined);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding="md"
    >
      <Anchor href="#main" className="skip-link">
        Skip to content
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={open ? 'Close menu' : 'Open menu'}
            />
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <Text fw={700}>Leasehold</Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeSwitch />
            <SignedIn me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Main menu">
        {PLACES.filter((place) => mayDo(me, place.needs)).map(({ to, label, begins }) => (
          <MenuLink
            key={to}
            className={begins === true ? 'begins-part' : undefined}
            to={to}
            label={label}
            onClick={close}
            active={to === '/' ? path === '/' : path.startsWith(to)}
            {...((to === '/' ? path === '/' : path.startsWith(to)) ? { 'aria-current': 'page' as const } : {})}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Box maw={1240} mx="auto">
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}

function ColorSchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={dark ? 'Use light colours' : 'Use dark colours'}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <span aria-hidden="true">{dark ? '☀' : '☾'}</span>
    </ActionIcon>
  );
}
