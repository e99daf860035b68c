/** The actions of a request: decide, retry. */
import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lengthOf } from '../../../../domain/request-end.ts';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { sayIfPending } from '../../api/say-if-pending.ts';
import { CommentField } from '../../components/comment-field.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { sayLength } from '../../components/when.tsx';

type Request = Schemas['Request'];

/** The question to the reader. The request stays as it was when they were asked: they decide on what they read. */
interface Asked {
  readonly what: 'approve' | 'deny' | 'retry';
  readonly request: Request;
}

const WORDS = { approve: 'Approve', deny: 'Deny', retry: 'Try again' } as const;

export function RequestActions({ request }: { request: Request }) {
  const me = useMe();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const [comment, setComment] = useState('');
  const open = request.stages.find((stage) => stage.state === 'open');
  const mine = open?.approvers.some((each) => each.email === me?.name) ?? false;
  const ask = (what: Asked['what']) => () => setAsked({ what, request });
  const act = async (): Promise<void> => {
    if (asked === undefined) return;
    try {
      await carryOut(asked, comment);
    } finally {
      // After a refusal too: the request is not what was shown.
      await client.invalidateQueries({ queryKey: ['request', request.key] });
    }
  };
  return (
    <Group gap="xs">
      {mine ? (
        <>
          <Button onClick={ask('approve')}>Approve</Button>
          <Button color="red" variant="light" onClick={ask('deny')}>
            Deny
          </Button>
        </>
      ) : null}
      {request.state === 'failed' && mayDo(me, 'requests.retry') ? (
        <Button onClick={ask('retry')}>Try again</Button>
      ) : null}
      <Confirm
        opened={asked !== undefined}
        title={asked === undefined ? '' : titleOf(asked)}
        action={WORDS[asked?.what ?? 'approve']}
        {...(asked?.what === 'deny' ? { color: 'red' } : {})}
        onClose={() => setAsked(undefined)}
        onConfirm={act}
      >
        {asked === undefined ? null : <Shown request={asked.request} />}
        {asked?.what === 'retry' ? null : (
          <CommentField description="Shown on the Jira issue and in the audit" value={comment} onChange={setComment} />
        )}
      </Confirm>
    </Group>
  );
}

function titleOf({ what, request: { key } }: Asked): string {
  return what === 'retry' ? `Try ${key} again` : `${WORDS[what]} ${key}`;
}

/** The access that a decision is about. */
function Shown({ request }: { request: Request }) {
  const say = useSayAccess();
  const length = lengthOf(request);
  const duration =
    length === null ? 'until it is revoked' : length === undefined ? undefined : `for ${sayLength(length)}`;
  return (
    <Text size="sm">
      {say(request.application, request.accessLevel)} for {request.subject}
      {duration === undefined ? '' : `, ${duration}`}
    </Text>
  );
}

/** @throws ApiProblem; of a decision on what the request no longer is, with the changes. */
async function carryOut({ what, request }: Asked, comment: string): Promise<void> {
  const path = { key: request.key };
  if (what === 'retry') {
    await dataOf(api.POST('/api/v1/requests/{key}/retry', { params: { path } }));
    return;
  }
  const answer = await dataOf(
    api.POST('/api/v1/requests/{key}/decisions', {
      params: { path },
      body: {
        decision: what,
        ...(request.plan === undefined ? {} : { plan: request.plan }),
        ...(comment === '' ? {} : { comment }),
      },
    }),
  );
  sayIfPending(answer);
}
