import type { ItemReliability, PooledDimension } from '#server/programme/contract.ts'
import { t } from '../text/text.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { coefficient, titleIn } from './words.ts'

/** Per question, folded: for who looks after the questionnaire. */
export function ItemDetails({ pooled }: { pooled: PooledDimension }) {
  const { reliability, title, dimension } = pooled
  if (reliability.state !== 'shown') return null
  const topic = titleIn(title, dimension)
  const columns: Column<ItemReliability>[] = [
    { label: t('programme.items.question'), cell: ({ text, id }) => titleIn(text, id), heading: true },
    { label: t('programme.items.itemRest'), cell: ({ itemRest }) => coefficient(itemRest), number: true },
    {
      label: t('programme.items.without'),
      cell: ({ alphaIfDeleted }) => coefficient(alphaIfDeleted),
      number: true,
    },
    {
      label: t('programme.items.look'),
      cell: ({ checkKey }) => t(checkKey ? 'programme.items.checkKey' : 'programme.items.fine'),
    },
  ]
  return (
    <details>
      <summary>{t('programme.items.title', { topic })}</summary>
      <Table
        caption={t('programme.items.caption', { topic })}
        hideCaption
        columns={columns}
        rows={reliability.items}
        keyOf={({ id }) => id}
      />
      <p class="hint">
        {t('programme.items.standardised', { alpha: coefficient(reliability.standardisedAlpha) })}
      </p>
    </details>
  )
}
