/** The actions of a request: decide, retry. */
import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { CommentField } from '../../components/comment-field.tsx';
import { Confirm } from '../../components/confirm.tsx';

export function RequestActions({ request }: { request: Schemas['Request'] }) {
  const me = useMe();
  const client = useQueryClient();
  const say = useSayAccess();
  const [asked, setAsked] = useState<'approve' | 'deny' | 'retry'>();
  const [comment, setComment] = useState('');
  const open = request.stages.find((stage) => stage.state === 'open');
  const mine = open?.approvers.some((each) => each.email === me?.name) ?? false;
  const path = { key: request.key };
  const act = async (): Promise<void> => {
    if (asked === 'retry') await dataOf(api.POST('/api/v1/requests/{key}/retry', { params: { path } }));
    else if (asked !== undefined)
      await dataOf(
        api.POST('/api/v1/requests/{key}/decisions', {
          params: { path },
          body: { decision: asked, ...(comment === '' ? {} : { comment }) },
        }),
      );
    await client.invalidateQueries({ queryKey: ['request', request.key] });
  };
  return (
    <Group gap="xs">
      {mine ? (
        <>
          <Button onClick={() => setAsked('approve')}>Approve</Button>
          <Button color="red" variant="light" onClick={() => setAsked('deny')}>
            Deny
          </Button>
        </>
      ) : null}
      {request.state === 'failed' && mayDo(me, 'requests.retry') ? (
        <Button onClick={() => setAsked('retry')}>Try again</Button>
      ) : null}
      <Confirm
        opened={asked !== undefined}
        title={
          asked === 'retry' ? `Try ${request.key} again` : `${asked === 'deny' ? 'Deny' : 'Approve'} ${request.key}`
        }
        action={asked === 'retry' ? 'Try again' : asked === 'deny' ? 'Deny' : 'Approve'}
        {...(asked === 'deny' ? { color: 'red' } : {})}
        onClose={() => setAsked(undefined)}
        onConfirm={act}
      >
        <Text size="sm">
          {say(request.application, request.accessLevel)} for {request.subject}
        </Text>
        {asked === 'retry' ? null : (
          <CommentField description="Shown on the Jira issue and in the audit" value={comment} onChange={setComment} />
        )}
      </Confirm>
    </Group>
  );
}
