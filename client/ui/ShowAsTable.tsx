import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'
import { Button } from './Button.tsx'

interface ShowAsTableProps {
  /** Read out with the button, so that two of them can be told apart. */
  title: string
  chart: ComponentChildren
  table: ComponentChildren
}

/** One place for a chart or its table; print shows both. */
export function ShowAsTable({ title, chart, table }: ShowAsTableProps) {
  const [asTable, setAsTable] = useState(false)
  const words = t(asTable ? 'common.showAsChart' : 'common.showAsTable')
  return (
    <div class={asTable ? 'chart-or-table table-chosen' : 'chart-or-table'}>
      {!asTable && chart}
      <div class={asTable ? 'as-table' : 'as-table print-only'}>{table}</div>
      <Button kind="quiet" label={`${words}: ${title}`} onClick={() => setAsTable(!asTable)}>
        {words}
      </Button>
    </div>
  )
}
