/** The list of reviews after break glass. */
import { type SayAccess, useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { Page } from '../../components/page.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';

const columnsOf = (say: SayAccess): readonly Column<Schemas['Review']>[] => [
  {
    title: 'Review',
    place: 'title',
    whole: true,
    cell: (review) => (
      <TextLink to="/reviews/$id" params={{ id: review.id }}>
        {review.requestKey ?? review.id}
      </TextLink>
    ),
  },
  { title: 'State', place: 'corner', cell: (review) => <StateBadge state={review.state} /> },
  { title: 'Person', cell: (review) => [...new Set(review.items.map((item) => item.subject))].join(', ') },
  {
    title: 'Access',
    cell: (review) => review.items.map((item) => say(item.application, item.accessLevel)).join(', '),
  },
  { title: 'Due', whole: true, cell: (review) => <When at={review.closedAt === null ? review.dueAt : null} /> },
  { title: 'Closed', whole: true, cell: (review) => <When at={review.closedAt} /> },
  { title: 'Reviewers', place: 'wide', cell: (review) => review.reviewers.join(', ') },
];

export function Reviews() {
  const say = useSayAccess();
  const query = usePages(['reviews'], (cursor) =>
    dataOf(api.GET('/api/v1/reviews', { params: { query: { cursor } } })),
  );
  return (
    <Page title="Reviews">
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="No reviews">The mandatory review after break glass appears here.</EmptyState>
          ) : (
            <NarrowTable caption="Reviews" rows={rows} columns={columnsOf(say)} keyOf={(review) => review.id} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
