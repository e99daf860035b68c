/** Portal settings: which project, request types, fields and statuses of Jira mean what; chosen from what Jira has, and checked. */
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
  ['access', 'Asking for access'],
  ['removal', 'Having access removed'],
  ['change', 'Changing to another level'],
] as const;
const FIELDS = [
  ['application', 'Application'],
  ['accessType', 'Access type'],
  ['approver', 'Approver: shows who must decide'],
  ['duration', 'Duration'],
  ['justification', 'Justification'],
  ['subject', 'Subject: who gets the access'],
  ['startAt', 'Start'],
  ['breakGlass', 'Break glass'],
] as const;
const STATUSES = [
  ['pending', 'Pending', 'waits for approvers'],
  ['approved', 'Approved', 'moving there approves: access is given'],
  ['denied', 'Denied', 'moving there says no'],
  ['declined', 'Declined', 'no rule, or nobody answered'],
  ['withdrawn', 'Withdrawn', 'whoever asked takes it back'],
  ['provisioned', 'Provisioned', 'access is there'],
  ['revoked', 'Revoked', 'moving there takes it away'],
  ['expired', 'Expired', 'its time is over'],
  ['failed', 'Failed', 'somebody must mend something'],
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
          Jira could not be asked for what it has: {choices.error.message} Names and ids can be typed all the same.
        </Alert>
      ) : null}
      <Card withBorder>
        <Stack>
          <Autocomplete
            label="Project"
            description="Its key"
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
                  placeholder="name or id"
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
                Fill in the usual names
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
      // The settings in force are checked as such: when all is well, the set-up is a step further.
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
              ? 'All is well.'
              : 'Something needs fixing.'}
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

/** Set-up runs where somebody may administer Jira, and goes by a file: this is the one in force. */
function HowToSetUp() {
  return (
    <Alert variant="light" color="gray" mt="md" title="Set-up can create what is missing in Jira">
      <Stack gap={4} align="start">
        <Text size="sm">Save these settings, download the current configuration, and run set-up with it:</Text>
        <Code>leasehold setup jira --config leasehold.yaml</Code>
        <ConfigurationFile />
      </Stack>
    </Alert>
  );
}
