/** The first column of lists of requests: the key, as a link to the request. */
import type { Schemas } from '../api/client.ts';
import { TextLink } from './link.tsx';
import type { Column } from './narrow-table.tsx';

export const REQUEST_COLUMN: Column<Schemas['RequestSummary']> = {
  title: 'Request',
  place: 'title',
  whole: true,
  cell: (row) => (
    <TextLink to="/requests/$key" params={{ key: row.key }}>
      {row.key}
    </TextLink>
  ),
};
