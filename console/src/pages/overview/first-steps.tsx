/** The steps from an empty installation to the first request. Hidden when all are done. */
import { Card, Group, List, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { type Address, TextLink } from '../../components/link.tsx';

type SetUp = NonNullable<Schemas['Overview']['setUp']>;

/** Whether every step is done. */
export function isSetUp(setUp: SetUp): boolean {
  return Object.values(setUp).every((done) => done !== false);
}

interface Step {
  readonly done: boolean;
  readonly title: string;
  readonly to: Address;
  readonly text: ReactNode;
}

export function FirstSteps({ setUp }: { setUp: SetUp }) {
  const steps: readonly Step[] = [
    {
      done: setUp.application,
      title: 'Add an application',
      to: setUp.application ? '/applications' : '/applications/new',
      text: 'A system that people may request access to. You can test its address and credentials before you save them.',
    },
    {
      done: setUp.accessLevel,
      title: 'Add access levels',
      to: setUp.application ? '/applications' : '/applications/new',
      text: 'The levels that people can request. Each consists of groups and roles that exist in the system.',
    },
    {
      done: setUp.rule,
      title: 'Write a rule',
      to: setUp.rule ? '/rules' : '/rules/new',
      text: 'The approvers and the duration of a level. Requests without a rule are declined.',
    },
    {
      done: setUp.portal,
      title: 'Set up the portal',
      to: '/portal',
      text: 'The Jira project, fields and statuses that Leasehold uses. The check lists anything missing in Jira.',
    },
    {
      done: setUp.request,
      title: 'Raise the first request',
      to: '/requests',
      text: (
        <>
          Request access in <a href={setUp.portalUrl}>Jira’s portal</a>; the request appears under Requests within a
          second.
        </>
      ),
    },
  ];
  const next = steps.findIndex((step) => !step.done);
  const done = steps.filter((step) => step.done).length;
  return (
    <Card withBorder component="section" aria-labelledby="first-steps">
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} size="h4" id="first-steps">
          Five steps to the first request
        </Title>
        <Text size="sm" c="dimmed">
          {done} of {steps.length} done
        </Text>
      </Group>
      <List type="ordered" listStyleType="none" spacing="md" styles={{ itemWrapper: { alignItems: 'flex-start' } }}>
        {steps.map((step, index) => (
          <List.Item key={step.title} icon={<Mark done={step.done} next={index === next} number={index + 1} />}>
            <TextLink to={step.to} fw={600}>
              {step.title}
            </TextLink>
            <span className="visually-hidden">{step.done ? ' (done)' : index === next ? ' (next)' : ' (to do)'}</span>
            <Text size="sm" c={step.done ? 'dimmed' : 'inherit'}>
              {step.text}
            </Text>
          </List.Item>
        ))}
      </List>
    </Card>
  );
}

function Mark({ done, next, number }: { done: boolean; next: boolean; number: number }) {
  return (
    <ThemeIcon
      size={26}
      radius="xl"
      color={done || next ? 'lease' : 'gray'}
      variant={done ? 'filled' : 'outline'}
      aria-hidden="true"
    >
      {done ? '✓' : number}
    </ThemeIcon>
  );
}
