/** The rules in evaluation order. The first match decides. */
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, wholeOf } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { useSave } from '../../api/use-save.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { RuleRow } from './rule-row.tsx';

type Rule = Schemas['Rule'];

/** Reordering needs the whole list. */
const MOST = 200;

export function Rules() {
  const me = useMe();
  const mayWrite = mayDo(me, 'configuration.write');
  const query = useQuery({
    queryKey: ['rules'],
    queryFn: () => wholeOf(api.GET('/api/v1/rules', { params: { query: { limit: MOST } } })),
  });
  const add = mayWrite ? <ButtonLink to="/rules/new">Add rule</ButtonLink> : undefined;
  return (
    <Page title="Rules" actions={add}>
      <Loaded query={query}>
        {({ data, etag }) =>
          data.items.length === 0 ? (
            <EmptyState title="No rule yet" action={add}>
              Without a rule every request is declined. A rule sets the approvers and the duration of an access level.
            </EmptyState>
          ) : (
            <Ordered key={etag} rules={data.items} etag={etag} mayWrite={mayWrite} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Ordered({ rules, etag, mayWrite }: { rules: readonly Rule[]; etag: string; mayWrite: boolean }) {
  const [order, setOrder] = useState(rules.map((rule) => rule.key));
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const changed = order.some((key, index) => rules[index]?.key !== key);
  const save = useSave('rules', undefined, '/rules', () =>
    api.PUT('/api/v1/rules/order', {
      params: { header: { 'If-Match': etag } },
      body: { keys: order },
    }),
  );
  const dropped = ({ active, over }: DragEndEvent): void => {
    if (over === null || active.id === over.id) return;
    setOrder((before) => arrayMove(before, before.indexOf(String(active.id)), before.indexOf(String(over.id))));
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Rules are evaluated from the top. The first match decides.
        {mayWrite ? ' To move a rule, drag its handle, or focus the handle and use Space and the arrow keys.' : ''}
      </Text>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={dropped}>
        <SortableContext items={order} strategy={verticalListSortingStrategy}>
          <Stack gap="xs" component="ol" pl={0} m={0}>
            {order.map((key, index) => {
              const rule = rules.find((each) => each.key === key);
              return rule === undefined ? null : <RuleRow key={key} rule={rule} place={index + 1} movable={mayWrite} />;
            })}
          </Stack>
        </SortableContext>
      </DndContext>
      <Problem error={save.error} />
      {changed ? (
        <Group>
          <Button loading={save.busy} onClick={save.run}>
            Save order
          </Button>
          <Button variant="default" onClick={() => setOrder(rules.map((rule) => rule.key))}>
            Undo
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
