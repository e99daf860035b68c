/** The first column of lists of requests: its key, which leads to its page. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import type { Column } from './narrow-table.tsx';

export const REQUEST_COLUMN: Column<Schemas['RequestSummary']> = {
  title: 'Request',
  place: 'title',
  whole: true,
  cell: (row) => (
    <Anchor component={Link} to="/requests/$key" params={{ key: row.key } as never}>
      {row.key}
    </Anchor>
  ),
};
