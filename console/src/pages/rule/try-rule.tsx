/** Simulates a request under the saved rules, with the draft in place of the saved rule of its key. */
import { Button, Card, Group, List, Select, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { levelsOf, useApplications } from '../../api/use-applications.ts';
import { Problem } from '../../components/problem.tsx';

export function TryRule({ rule, saved }: { rule: Schemas['Rule']; saved: string | undefined }) {
  const [subject, setSubject] = useState('');
  const [duration, setDuration] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const applications = useApplications();
  const levels = levelsOf(applications.data?.items, rule.application);
  // A rule for every level is simulated with one of them.
  const everyLevel = rule.accessLevel === '*';
  const level = everyLevel ? (levels.find((each) => each === picked) ?? levels[0]) : rule.accessLevel;
  const [plan, setPlan] = useState<Schemas['Simulation']>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const simulate = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const body = {
        subject,
        application: rule.application,
        accessLevel: level,
        ...(duration === '' ? {} : { duration }),
        // The draft replaces the saved rule of its key. A new rule is placed first.
        rule: { ...rule, ...(saved === undefined ? {} : { key: saved }) },
      };
      setPlan(await dataOf(api.POST('/api/v1/simulations', { body })));
    } catch (failure) {
      setPlan(undefined);
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="sm">
        Simulate a request
      </Title>
      <Group align="end">
        <TextInput
          label="Requester"
          placeholder="ann@acme.test"
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        {everyLevel ? (
          <Select label="Access level" allowDeselect={false} data={levels} value={level ?? null} onChange={setPicked} />
        ) : null}
        <TextInput
          label="Duration"
          placeholder="Default"
          value={duration}
          onChange={(event) => setDuration(event.currentTarget.value)}
        />
        <Button variant="default" loading={busy} disabled={subject === ''} onClick={simulate}>
          Try
        </Button>
      </Group>
      <Problem error={error} />
      {plan === undefined ? null : <Plan plan={plan} />}
    </Card>
  );
}

function Plan({ plan }: { plan: Schemas['Simulation'] }) {
  return (
    <div role="status">
      <Text mt="sm" fw={600}>
        {plan.outcome === 'planned'
          ? `${plan.title ?? ''}, ${plan.expiresAfter === null ? 'until it is revoked' : `for ${plan.expiresAfter}`}`
          : plan.reason}
      </Text>
      <List size="sm" mt="xs">
        {plan.stages.map((stage) => (
          <List.Item key={stage.name}>
            {stage.name}: {stage.each === undefined ? `${stage.require} of` : `${stage.each.count} from each entry of`}{' '}
            {stage.approvers.map((each) => each.displayName ?? each.email).join(', ') || 'nobody'}
            {stage.inactive?.map(({ email, where }) => `; ${email} has no active account in ${where}`)}
          </List.Item>
        ))}
        {plan.heldBefore?.map(({ application, accessLevel, sentence }) => (
          <List.Item key={`${application}/${accessLevel}`}>{sentence}</List.Item>
        ))}
        {plan.explanation.map((each) => (
          <List.Item key={each.rule}>
            {each.rule}: {each.because}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
