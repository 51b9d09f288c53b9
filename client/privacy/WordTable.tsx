import type { Part } from './document.ts'

interface Props {
  title: string
  table: NonNullable<Part['table']>
}

/** Sentences in columns; on a phone each row becomes a small card that names its cells. */
export function WordTable({ title, table: { head, rows } }: Props) {
  return (
    <table class="word-table">
      <caption class="visually-hidden">{title}</caption>
      <thead>
        <tr>
          {head.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first = '', ...others]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {others.map((cell, place) => (
              <td key={head[place + 1]} data-column={head[place + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
