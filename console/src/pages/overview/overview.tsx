/** Open work as numbers. Each number links to its list. */
import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type LinkProps, linkOptions } from '@tanstack/react-router';
import { useMe } from '../../api/me.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { CardLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { FirstSteps, isSetUp } from './first-steps.tsx';
import { overviewQuery } from './overview-query.ts';
import { WaitingForMe } from './waiting-for-me.tsx';

interface Tile {
  readonly label: string;
  readonly count: number;
  readonly list: LinkProps;
  readonly urgent?: boolean;
}

export function Overview() {
  const me = useMe();
  const query = useQuery(overviewQuery);
  return (
    <Page title="Overview">
      <Loaded query={query}>
        {({ requests, grants, revocations, reviews, changes, setUp }) => {
          const tiles: readonly Tile[] = [
            {
              label: 'Awaiting my approval',
              count: requests.waitingForMe,
              list: linkOptions({ to: '/requests', search: { waitingFor: me?.name } }),
              urgent: true,
            },
            {
              label: 'Awaiting approval',
              count: requests.waiting,
              list: linkOptions({ to: '/requests', search: { state: 'awaiting_approval' } }),
            },
            {
              label: 'Failed requests',
              count: requests.failed,
              list: linkOptions({ to: '/requests', search: { state: 'failed' } }),
              urgent: true,
            },
            { label: 'Open reviews', count: reviews.open, list: linkOptions({ to: '/reviews' }), urgent: true },
            ...(grants === null
              ? []
              : [
                  {
                    label: 'Active access',
                    count: grants.active,
                    list: linkOptions({ to: '/grants', search: { state: 'active' } }),
                  },
                  {
                    label: 'Ending within a day',
                    count: grants.expiringSoon,
                    list: linkOptions({
                      to: '/grants',
                      search: { state: 'active', expiresBefore: grants.expiresBefore },
                    }),
                  },
                ]),
            ...(revocations === null
              ? []
              : [{ label: 'Running revocations', count: revocations.running, list: linkOptions({ to: '/grants' }) }]),
            ...(changes === null
              ? []
              : [
                  {
                    label: 'Changes awaiting approval',
                    count: changes.pending,
                    list: linkOptions({ to: '/history' }),
                    urgent: true,
                  },
                ]),
          ];
          const settingUp = setUp !== null && !isSetUp(setUp);
          const quiet = !settingUp && tiles.every((tile) => tile.count === 0);
          return (
            <>
              {settingUp ? <FirstSteps setUp={setUp} /> : null}
              <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }}>
                {tiles.map((tile) => (
                  <CardLink key={tile.label} withBorder {...tile.list} p="md">
                    <Text size="sm">{tile.label}</Text>
                    <Text
                      fz={32}
                      fw={700}
                      lh={1.2}
                      c={tile.count === 0 ? 'dimmed' : tile.urgent === true ? 'red' : 'inherit'}
                    >
                      {tile.count}
                    </Text>
                  </CardLink>
                ))}
              </SimpleGrid>
              {me === undefined || requests.waitingForMe === 0 ? null : <WaitingForMe name={me.name} />}
              {quiet ? (
                <EmptyState title="Nothing to do">
                  No request is open and no access is active. Requests raised in Jira appear here.
                </EmptyState>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
