/** One request: where it stands and why, who decides, what happened, and what can be done now. */
import { Anchor, Card, Group, List, SimpleGrid, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, dataOf, type Schemas } from '../api/client.ts';
import { Fact } from '../components/fact.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { RequestActions } from '../components/request-actions.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { When } from '../components/when.tsx';

type Request = Schemas['Request'];

export function RequestPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const query = useQuery({
    queryKey: ['request', key],
    queryFn: () => dataOf(api.GET('/api/v1/requests/{key}', { params: { path: { key } } })),
  });
  return (
    <Page title={key}>
      <Loaded query={query}>{(request) => <Details request={request} />}</Loaded>
    </Page>
  );
}

function Details({ request }: { request: Request }) {
  return (
    <Stack>
      <Card withBorder>
        <Group justify="space-between" align="start" wrap="wrap">
          <Stack gap={4}>
            <Group gap="xs">
              <StateBadge state={request.state} />
              <Text fw={600}>
                {[request.application, request.accessLevel].filter(Boolean).join(' / ') || 'Nothing yet'}
              </Text>
            </Group>
            {request.reason === null ? null : <Text>{request.reason}</Text>}
          </Stack>
          <RequestActions request={request} />
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} mt="md">
          <Fact title="For">{request.subject ?? '—'}</Fact>
          <Fact title="Asked by">{request.requester ?? '—'}</Fact>
          <Fact title="Until">
            <When at={request.expiresAt} />
          </Fact>
          <Fact title="Rule">
            {request.rule === null ? '—' : `${request.rule} (revision ${request.revision ?? '?'})`}
          </Fact>
        </SimpleGrid>
        {request.justification === null ? null : (
          <Text mt="md" size="sm">
            “{request.justification}”
          </Text>
        )}
        <Group mt="md" gap="lg">
          <Anchor href={request.links.jira}>Issue in Jira</Anchor>
          <Anchor href={request.links.temporal}>Run in Temporal</Anchor>
        </Group>
      </Card>
      <Stages request={request} />
      <History request={request} />
    </Stack>
  );
}

function Stages({ request }: { request: Request }) {
  if (request.stages.length === 0) return null;
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        Who decides
      </Title>
      <List type="ordered" spacing="xs">
        {request.stages.map((stage, index) => (
          <List.Item key={`${stage.name} ${stage.openedAt ?? ''}`}>
            <Group gap="xs">
              <Text span fw={600}>
                {stage.name}
              </Text>
              <StateBadge state={stage.state} />
            </Group>
            <Text size="sm">
              {stage.approvers.length === 0
                ? 'Opens when the stage before it has approved.'
                : `${stage.require} of: ${stage.approvers.map((each) => `${each.displayName ?? each.email} (${each.via})`).join(', ')}`}
            </Text>
            {request.decisions
              .filter((decision) => decision.stage === index)
              .map((decision) => (
                <Text size="sm" key={decision.at}>
                  {decision.by} said {decision.decision === 'approve' ? 'yes' : 'no'} <When at={decision.at} />
                  {decision.comment === undefined ? '' : `: ${decision.comment}`}
                </Text>
              ))}
          </List.Item>
        ))}
      </List>
    </Card>
  );
}

function History({ request }: { request: Request }) {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="md">
        What happened
      </Title>
      <Timeline bulletSize={14} lineWidth={2} active={request.timeline.length}>
        {request.timeline.map((entry) => (
          <Timeline.Item key={`${entry.at} ${entry.action}`} title={sayAction(entry.action)}>
            {entry.reason === null ? null : <Text size="sm">{entry.reason}</Text>}
            <Text size="xs" c="dimmed">
              {entry.actor}, <When at={entry.at} />
            </Text>
            <Explanation details={entry.details} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
}

/** `lease.given` as `Lease given`. */
function sayAction(action: string): string {
  const words = action
    .replaceAll('.', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Explained {
  readonly rule: string;
  readonly matched: boolean;
  readonly because: string;
}

/** Why which rule decided: it is in the plan's own entry of the trail. */
function Explanation({ details }: { details: Record<string, unknown> | null }) {
  const explanation = details?.explanation;
  if (!Array.isArray(explanation) || explanation.length === 0) return null;
  return (
    <List size="xs" mt={4}>
      {(explanation as Explained[]).map((each) => (
        <List.Item key={each.rule}>
          {each.rule}: {each.because}
        </List.Item>
      ))}
    </List>
  );
}
