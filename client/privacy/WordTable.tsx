import { Table } from '../ui/Table.tsx'
import type { Part } from './document.ts'

interface Props {
  title: string
  table: NonNullable<Part['table']>
}

/** Sentences in columns; where there is no room each row becomes a card that names its cells. */
export function WordTable({ title, table: { head, rows } }: Props) {
  const columns = head.map((label, place) => ({
    label,
    heading: place === 0,
    cell: (row: string[]) => row[place] ?? '',
  }))
  return (
    <div class="word-table">
      <Table
        cards
        caption={title}
        hideCaption
        rows={rows}
        keyOf={([first = '']) => first}
        columns={columns}
      />
    </div>
  )
}
