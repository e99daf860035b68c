/** One review: the access, its reason, and the verdict. */
import { Button, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { sayIfPending } from '../../api/say-if-pending.ts';
import { CommentField } from '../../components/comment-field.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Fact } from '../../components/fact.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';

export function ReviewPage() {
  const { id } = getRouteApi('/reviews/$id').useParams();
  const query = useQuery({
    queryKey: ['review', id],
    queryFn: () => dataOf(api.GET('/api/v1/reviews/{id}', { params: { path: { id } } })),
  });
  return (
    <Page
      title="Review after break glass"
      back={{ to: '/reviews', label: 'Reviews' }}
      mark={query.data === undefined ? undefined : <StateBadge state={query.data.state} />}
    >
      <Loaded query={query}>{(review) => <Details review={review} />}</Loaded>
    </Page>
  );
}

function Details({ review }: { review: Schemas['Review'] }) {
  const say = useSayAccess();
  return (
    <Card withBorder>
      <Stack>
        <div>
          {review.items.map((item) => (
            <Text fw={600} key={item.id}>
              {item.subject} took {say(item.application, item.accessLevel)}
            </Text>
          ))}
          {review.reason === null ? null : <Text size="sm">“{review.reason}”</Text>}
        </div>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <Fact title="Request">
            {review.requestKey === null ? (
              '—'
            ) : (
              <TextLink to="/requests/$key" params={{ key: review.requestKey }}>
                {review.requestKey}
              </TextLink>
            )}
          </Fact>
          <Fact title="Opened">
            <When at={review.openedAt} show="both" />
          </Fact>
          {review.closedAt === null ? (
            <Fact title="Due">
              <When at={review.dueAt} show="both" />
            </Fact>
          ) : (
            <Fact title="Closed">
              <When at={review.closedAt} show="both" />
            </Fact>
          )}
          <Fact title="Reviewers">{review.reviewers.join(', ')}</Fact>
        </SimpleGrid>
        {review.items.map((item) => (
          <Verdict key={item.id} review={review} item={item} />
        ))}
      </Stack>
    </Card>
  );
}

function Verdict({ review, item }: { review: Schemas['Review']; item: Schemas['Review']['items'][number] }) {
  const me = useMe();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'keep' | 'revoke'>();
  const [comment, setComment] = useState('');
  if (item.verdict !== null) {
    const said = item.verdict === 'keep' ? 'found it justified' : 'ended the access';
    return (
      <Text size="sm">
        {item.by} {said} <When at={item.at} />
        {item.comment === null ? '' : `: ${item.comment}`}
      </Text>
    );
  }
  if (!review.reviewers.includes(me?.name ?? ''))
    return (
      <Text size="sm" c="dimmed">
        Waiting for a reviewer.
      </Text>
    );
  const decide = async (): Promise<void> => {
    if (asked === undefined) return;
    const answer = await dataOf(
      api.POST('/api/v1/reviews/{id}/items/{item}/decision', {
        params: { path: { id: review.id, item: item.id } },
        body: { decision: asked, ...(comment === '' ? {} : { comment }) },
      }),
    );
    sayIfPending(answer);
    await client.invalidateQueries({ queryKey: ['review', review.id] });
  };
  return (
    <Group>
      <Button onClick={() => setAsked('keep')}>Justified</Button>
      <Button color="red" variant="light" onClick={() => setAsked('revoke')}>
        End the access now
      </Button>
      <Confirm
        opened={asked !== undefined}
        title={asked === 'revoke' ? 'End the access now' : 'Justified'}
        action={asked === 'revoke' ? 'End access' : 'Close the review'}
        {...(asked === 'revoke' ? { color: 'red' } : {})}
        onClose={() => setAsked(undefined)}
        onConfirm={decide}
      >
        <CommentField value={comment} onChange={setComment} />
      </Confirm>
    </Group>
  );
}
