/** The events of a request as text, oldest first. */
import { Card, List, Text, Timeline, Title } from '@mantine/core';
import { AUDIT_ACTIONS, isAuditAction } from '../../../../domain/ledger/audit-actions.ts';
import type { Schemas } from '../../api/client.ts';
import { When } from '../../components/when.tsx';

export function RequestTimeline({ timeline }: { timeline: Schemas['Request']['timeline'] }) {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="sm">
        Timeline
      </Title>
      <Timeline bulletSize={12} lineWidth={2} active={timeline.length} className="timeline">
        {timeline.map((entry) => (
          <Timeline.Item key={`${entry.at} ${entry.action}`} title={sayAction(entry.action)}>
            {entry.reason === null ? null : <Text size="sm">{entry.reason}</Text>}
            <Explanation details={entry.details} />
            <Text size="xs" c="dimmed">
              {sayActor(entry.actor)}, <When at={entry.at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
}

/** The catalogue's title; the raw name when another version of Leasehold wrote the action. */
function sayAction(action: string): string {
  return isAuditAction(action) ? AUDIT_ACTIONS[action].title : action;
}

/** A person's e-mail address stays as it is. `rule:okta-admin` and the service itself get a readable name. */
function sayActor(actor: string): string {
  if (actor === 'leasehold') return 'Leasehold';
  return actor.startsWith('rule:') ? `Rule ${actor.slice('rule:'.length)}` : actor;
}

interface Explained {
  readonly rule: string;
  readonly matched: boolean;
  readonly because: string;
}

/** The reason a rule was chosen, from the audit entry of the plan. */
function Explanation({ details }: { details: Record<string, unknown> | null }) {
  const explanation = details?.explanation;
  if (!Array.isArray(explanation) || explanation.length === 0) return null;
  return (
    <List size="xs" my={2}>
      {(explanation as Explained[]).map((each) => (
        <List.Item key={each.rule}>
          Rule {each.rule}: {each.because}
        </List.Item>
      ))}
    </List>
  );
}
