/**
 * Portal settings: the Jira project, request types, fields and statuses that Leasehold uses. Jira provides the choices.
 */
import {
  Alert,
  Autocomplete,
  Button,
  Card,
  Code,
  Fieldset,
  Group,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, type Schemas, wholeOf } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { useSave } from '../../api/use-save.ts';
import { CheckList } from '../../components/check-list.tsx';
import { ConfigurationFile } from '../../components/configuration-file.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { withUsualNames } from './usual-portal.ts';

type Portal = Schemas['Portal'];

const REQUEST_TYPES = [
  ['access', 'Access request'],
  ['removal', 'Access removal'],
  ['change', 'Access change'],
] as const;
const FIELDS = [
  ['application', 'Application'],
  ['accessType', 'Access type'],
  ['approver', 'Approvers: display of pending approvers'],
  ['duration', 'Duration'],
  ['justification', 'Justification'],
  ['subject', 'Subject: recipient of the access'],
  ['startAt', 'Start'],
  ['breakGlass', 'Break glass'],
] as const;
const STATUSES = [
  ['pending', 'Pending', 'awaiting approval'],
  ['approved', 'Approved', 'moving an issue here approves it'],
  ['denied', 'Denied', 'moving an issue here denies it'],
  ['declined', 'Declined', 'no matching rule, or no answer in time'],
  ['withdrawn', 'Withdrawn', 'withdrawn by the requester'],
  ['provisioned', 'Provisioned', 'access is active'],
  ['revoked', 'Revoked', 'moving an issue here ends the access'],
  ['expired', 'Expired', 'the access has expired'],
  ['failed', 'Failed', 'an operator must fix a problem'],
] as const;

export function PortalSettings() {
  const query = useQuery({ queryKey: ['portal'], queryFn: () => wholeOf(api.GET('/api/v1/portal')) });
  return (
    <Page title="Portal settings">
      <Loaded query={query}>{({ data, etag }) => <Form key={etag} start={data} etag={etag} />}</Loaded>
    </Page>
  );
}

function Form({ start, etag }: { start: Portal; etag: string }) {
  const me = useMe();
  const [portal, setPortal] = useState<Portal>(start);
  const choices = useQuery({
    queryKey: ['portal-choices', portal.project],
    queryFn: () => dataOf(api.GET('/api/v1/portal/choices', { params: { query: { project: portal.project } } })),
    retry: false,
  });
  const save = useSave('portal', ['portal'], '/portal', () =>
    api.PUT('/api/v1/portal', { params: { header: { 'If-Match': etag } }, body: portal }),
  );
  const names = (list: readonly { readonly name: string }[] | undefined): string[] => [
    ...new Set((list ?? []).map((each) => each.name)),
  ];
  return (
    <Stack>
      {choices.isError ? (
        <Alert color="yellow" variant="light">
          Jira did not return its fields and statuses: {choices.error.message} You can still type names and ids.
        </Alert>
      ) : null}
      <Card withBorder>
        <Stack>
          <Autocomplete
            label="Project"
            description="Key of the Jira project"
            data={[...new Set((choices.data?.projects ?? []).map((each) => each.key))]}
            value={portal.project}
            onChange={(project) => setPortal({ ...portal, project })}
          />
          <Fieldset legend="Request types">
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              {REQUEST_TYPES.map(([kind, label]) => (
                <Autocomplete
                  key={kind}
                  label={label}
                  data={names(choices.data?.requestTypes)}
                  value={portal.requestTypes[kind] ?? ''}
                  onChange={(value) =>
                    setPortal({
                      ...portal,
                      requestTypes: withText(portal.requestTypes, kind, value) as Portal['requestTypes'],
                    })
                  }
                />
              ))}
            </SimpleGrid>
          </Fieldset>
          <Fieldset legend="Fields">
            <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
              {FIELDS.map(([use, label]) => (
                <Autocomplete
                  key={use}
                  label={label}
                  placeholder="Name or id"
                  data={names(choices.data?.fields)}
                  value={portal.fields[use] ?? ''}
                  onChange={(value) =>
                    setPortal({ ...portal, fields: withText(portal.fields, use, value) as Portal['fields'] })
                  }
                />
              ))}
            </SimpleGrid>
          </Fieldset>
          <Fieldset legend="Statuses">
            <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
              {STATUSES.map(([state, label, description]) => (
                <TagsInput
                  key={state}
                  label={label}
                  description={description}
                  data={[...new Set(choices.data?.statuses ?? [])]}
                  value={portal.statuses[state] ?? []}
                  onChange={(value) => setPortal({ ...portal, statuses: withList(portal.statuses, state, value) })}
                />
              ))}
            </SimpleGrid>
          </Fieldset>
          <Problem error={save.error} />
          {mayDo(me, 'configuration.write') ? (
            <Group>
              <Button loading={save.busy} onClick={save.run}>
                Save
              </Button>
              <Button variant="default" onClick={() => setPortal(withUsualNames(portal))}>
                Fill in the default names
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Card>
      <Check portal={portal} saved={portal === start} />
    </Stack>
  );
}

function withText(
  before: Readonly<Record<string, string | undefined>>,
  name: string,
  value: string,
): Record<string, string | undefined> {
  const { [name]: _old, ...rest } = before;
  return value.trim() === '' ? rest : { ...rest, [name]: value };
}

function withList(before: Portal['statuses'], name: string, value: string[]): Portal['statuses'] {
  const { [name]: _old, ...rest } = before;
  return value.length === 0 ? rest : { ...rest, [name]: value };
}

function Check({ portal, saved }: { portal: Portal; saved: boolean }) {
  const client = useQueryClient();
  const check = useQuery({
    queryKey: ['portal-check', portal],
    queryFn: async () => {
      // The settings in force are checked as saved. If no problem is found, this completes a step of the set-up.
      const result = await dataOf(api.POST('/api/v1/portal/check', { body: saved ? {} : { portal } }));
      if (result.ok) await client.invalidateQueries({ queryKey: ['overview'] });
      return result;
    },
    enabled: false,
    retry: false,
  });
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Text fw={600} role="status">
          {check.data === undefined
            ? 'Check the portal for problems.'
            : check.data.ok
              ? 'No problems found.'
              : 'Problems found.'}
        </Text>
        <Button variant="default" loading={check.isFetching} onClick={() => check.refetch()}>
          Check
        </Button>
      </Group>
      <Problem error={check.error} />
      <CheckList checks={check.data?.checks ?? []} />
      {check.data?.checks.some((each) => each.mend?.includes('leasehold setup jira')) === true ? <HowToSetUp /> : null}
    </Card>
  );
}

/** The set-up command needs a Jira administrator and a configuration file: this is the one in force. */
function HowToSetUp() {
  return (
    <Alert variant="light" color="gray" mt="md" title="The set-up command creates missing items in Jira">
      <Stack gap={4} align="start">
        <Text size="sm">Save these settings, download the current configuration, and run the command with it:</Text>
        <Code>leasehold setup jira --config leasehold.yaml</Code>
        <ConfigurationFile />
      </Stack>
    </Alert>
  );
}
