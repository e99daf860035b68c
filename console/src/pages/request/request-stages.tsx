/** The approval stages of a request, with approvers and decisions. */
import { Card, Group, List, Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';

type Request = Schemas['Request'];
type Stage = Request['stages'][number];

export function RequestStages({ request }: { request: Request }) {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        Approvers
      </Title>
      <List type="ordered" spacing="sm" size="sm">
        {request.stages.map((stage, index) => (
          <List.Item key={`${stage.name} ${stage.openedAt ?? ''}`}>
            <Group gap="xs">
              <Text span fw={600} size="sm">
                {stage.name}
              </Text>
              <StateBadge state={stage.state} />
            </Group>
            <Text size="sm" c="dimmed">
              {sayApprovers(stage)}
            </Text>
            {request.decisions
              .filter((decision) => decision.stage === index)
              .map((decision) => (
                <Text size="sm" key={decision.at}>
                  {nameIn(stage, decision.by)} {decision.decision === 'approve' ? 'approved' : 'denied'}{' '}
                  <When at={decision.at} />
                  {decision.comment === undefined ? '' : `: “${decision.comment}”`}
                </Text>
              ))}
          </List.Item>
        ))}
      </List>
    </Card>
  );
}

function sayApprovers({ approvers, require, each }: Stage): string {
  if (approvers.length === 0) return 'Opens after the previous stage has approved.';
  const names = approvers.map((each) => `${each.displayName ?? each.email}${sayVia(each.via)}`);
  if (each !== undefined) return `${each.count} from each of ${each.entries.join('; ')}: ${names.join(', ')}`;
  if (approvers.length === 1) return names.join();
  return require === 1 ? `Any one of ${names.join(', ')}` : `${require} of ${names.join(', ')}`;
}

/** The reason an approver was chosen, if a rule does not name the person directly. */
function sayVia(via: string): string {
  return via === 'user' ? '' : ` (${via})`;
}

function nameIn({ approvers }: Stage, email: string): string {
  return approvers.find((each) => each.email === email)?.displayName ?? email;
}
