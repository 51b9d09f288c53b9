import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface Column<Row> {
  label: string
  cell: (row: Row) => ComponentChildren
  /** Figures: right-aligned, digits below each other. */
  number?: boolean
  /** The cell that names the row. */
  heading?: boolean
}

interface TableProps<Row> {
  caption: string
  hideCaption?: boolean
  columns: Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Where there is no room for the columns each row becomes a card: for what is read row by row, not compared. */
  cards?: boolean
}

export function Table<Row>({ cards, ...table }: TableProps<Row>) {
  const id = useId()
  if (cards) {
    return (
      <div class="table-cards">
        <TableParts id={id} {...table} />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a named region, not a section with a heading.
    <div class="table-frame" role="region" aria-labelledby={id} tabIndex={0}>
      <TableParts id={id} {...table} />
    </div>
  )
}

/** Drawn as cards, elements lose in some browsers what they are; told by name they stay a table. */
const as = <const Role extends string>(role: Role) => ({ role })

type Parts<Row> = Omit<TableProps<Row>, 'cards'> & { id: string }

function TableParts<Row>({ id, caption, hideCaption, columns, rows, keyOf }: Parts<Row>) {
  return (
    <table {...as('table')}>
      <caption id={id} class={hideCaption ? 'visually-hidden' : undefined}>
        {caption}
      </caption>
      <thead {...as('rowgroup')}>
        <tr {...as('row')}>
          {columns.map(({ label, number }) => (
            <th key={label} {...as('columnheader')} scope="col" class={number ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...as('rowgroup')}>
        {rows.map((row) => (
          <tr key={keyOf(row)} {...as('row')}>
            {columns.map((column) => (
              <Cell key={column.label} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column: { label, cell, number, heading }, row }: { column: Column<Row>; row: Row }) {
  if (heading) {
    return (
      <th {...as('rowheader')} scope="row">
        {cell(row)}
      </th>
    )
  }
  return (
    <td {...as('cell')} class={number ? 'number' : undefined} data-label={label}>
      {cell(row)}
    </td>
  )
}
