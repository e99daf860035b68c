/** One request: state, reason, approvers, timeline and actions. */

import { Alert, Button, Card, Grid, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { endOf, lengthOf } from '../../../../domain/request-end.ts';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { Fact } from '../../components/fact.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { RequestBadge } from '../../components/state-badge.tsx';
import { sayLength, When } from '../../components/when.tsx';
import { RequestActions } from './request-actions.tsx';
import { RequestStages } from './request-stages.tsx';
import { RequestTimeline } from './request-timeline.tsx';

type Request = Schemas['Request'];

export function RequestPage() {
  const { key } = getRouteApi('/requests/$key').useParams();
  const query = useQuery({
    queryKey: ['request', key],
    queryFn: () => dataOf(api.GET('/api/v1/requests/{key}', { params: { path: { key } } })),
  });
  const request = query.data;
  return (
    <Page
      title={key}
      back={{ to: '/requests', label: 'Requests' }}
      mark={request === undefined ? undefined : <RequestBadge state={request.state} />}
      actions={request === undefined ? undefined : <RequestActions request={request} />}
    >
      <Loaded query={query}>{(loaded) => <Details request={loaded} />}</Loaded>
    </Page>
  );
}

function Details({ request }: { request: Request }) {
  return (
    <Stack>
      <Review request={request} />
      <Summary request={request} />
      <Grid gap="md">
        {request.stages.length === 0 ? null : (
          <Grid.Col span={{ base: 12, md: 5 }}>
            <RequestStages request={request} />
          </Grid.Col>
        )}
        <Grid.Col span={request.stages.length === 0 ? 12 : { base: 12, md: 7 }}>
          <RequestTimeline timeline={request.timeline} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

const KINDS: Readonly<Record<Request['kind'], string>> = {
  access: 'Access to',
  removal: 'Removal of',
  change: 'Change to',
};

function Summary({ request }: { request: Request }) {
  const me = useMe();
  const say = useSayAccess();
  const { subject, requester, rule } = request;
  return (
    <Card withBorder>
      <Text fw={600}>
        {KINDS[request.kind]} {say(request.application, request.accessLevel)}
        {subject === null ? '' : ` for ${subject}`}
      </Text>
      {request.justification === null ? null : <Text size="sm">“{request.justification}”</Text>}
      {request.reason === null ? null : (
        <Alert mt="sm" p="sm" variant="light" color={request.state === 'failed' ? 'red' : 'gray'}>
          {request.reason}
        </Alert>
      )}
      {request.heldBefore?.map((level) => (
        <Alert key={`${level.application}/${level.accessLevel}`} mt="sm" p="sm" variant="light" color="blue">
          {level.sentence}
        </Alert>
      ))}
      <SimpleGrid cols={{ base: 2, md: 4 }} mt="md" verticalSpacing="xs">
        <Fact title="Requester">{requester ?? '—'}</Fact>
        <Fact title="Requested">
          <When at={request.createdAt} show="both" />
        </Fact>
        <Lasts request={request} />
        <Fact title="Rule">
          {rule === null ? (
            '—'
          ) : mayDo(me, 'configuration.read') ? (
            <TextLink to="/rules/$key" params={{ key: rule }}>
              {rule}
            </TextLink>
          ) : (
            rule
          )}
          {request.revision === null ? '' : `, revision ${request.revision}`}
        </Fact>
      </SimpleGrid>
      <Group mt="md" gap="xs">
        <Button component="a" href={request.links.jira} variant="default" size="compact-sm">
          Issue in Jira
        </Button>
        <Button component="a" href={request.links.temporal} variant="default" size="compact-sm">
          Run in Temporal
        </Button>
      </Group>
    </Card>
  );
}

/** The end of the access or, before it starts, its duration, which approvers agree to. */
function Lasts({ request }: { request: Request }) {
  const length = lengthOf(request);
  if (length !== undefined)
    return <Fact title="Duration">{length === null ? 'until it is revoked' : sayLength(length)}</Fact>;
  return (
    <Fact title={request.state === 'expired' ? 'Ended' : 'Ends'}>
      <When at={endOf(request)} show="both" />
    </Fact>
  );
}

function Review({ request: { review } }: { request: Request }) {
  if (review === undefined) return null;
  return (
    <Alert color="orange" variant="light" p="sm" title="Break glass: granted without approval">
      {review.verdict === null ? (
        <>
          {review.reviewers.join(' or ')} must review it, due <When at={review.dueAt} />.{' '}
        </>
      ) : (
        'The review is closed. '
      )}
      <TextLink to="/reviews/$id" params={{ id: review.id }} underline="always">
        Open the review
      </TextLink>
    </Alert>
  );
}
