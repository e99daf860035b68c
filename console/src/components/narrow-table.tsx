/** A table that becomes a list of cards on a narrow screen. Each cell then shows its heading. */
import { Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Replaces the title in the table's heading. */
  readonly heading?: ReactNode;
  /**
   * The place in a card: the title, beside the title, the full width, or a row of actions without a heading. Default:
   * half of the width.
   */
  readonly place?: 'title' | 'corner' | 'wide' | 'actions';
  /** Disables line breaks. */
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
