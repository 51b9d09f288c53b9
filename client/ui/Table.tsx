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
}

/** A real table; a wide one scrolls in its own frame, also by keyboard. */
export function Table<Row>({ caption, hideCaption, columns, rows, keyOf }: TableProps<Row>) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reachable by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a named region, not a section with a heading.
    <div class="table-frame" role="region" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id} class={hideCaption ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map(({ label, number }) => (
              <th key={label} scope="col" class={number ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.label} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.heading) return <th scope="row">{column.cell(row)}</th>
  return <td class={column.number ? 'number' : undefined}>{column.cell(row)}</td>
}
