/** A table that becomes a list of cards where there is no room for columns: each cell then bears its heading. */
import { Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What stands in the heading in place of the title. */
  readonly heading?: ReactNode;
  /** Where it stands in a card: as its title, beside its title, or over the whole width, where what can be done needs no name; else half of the width is enough. */
  readonly place?: 'title' | 'corner' | 'wide' | 'actions';
  /** Never broken into lines. */
  readonly whole?: boolean;
}

export function NarrowTable<Row>(props: {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <Paper withBorder className="narrow-table">
      <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Caption className="visually-hidden">{props.caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {props.columns.map((column) => (
              <Table.Th key={column.title} scope="col">
                {column.heading ?? column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row) => (
            <Table.Tr key={props.keyOf(row)}>
              {props.columns.map((column) => (
                <Table.Td
                  key={column.title}
                  data-title={column.title}
                  data-place={column.place}
                  data-whole={column.whole}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
