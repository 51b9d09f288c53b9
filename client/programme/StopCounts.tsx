import type { OrganisationList } from '#server/programme/contract.ts'
import { t } from '../text/text.ts'
import { stopWords } from './standing.ts'

interface StopCountsProps {
  stops: OrganisationList['stops']
  /** Where the organisations of one stop are listed; null at the one that is chosen. */
  hrefOf?: (stop: OrganisationList['stops'][number]['id']) => string
  chosen?: string | undefined
}

/** The six stops with how many organisations are at each. */
export function StopCounts({ stops, hrefOf, chosen }: StopCountsProps) {
  return (
    <ol class="stop-counts" aria-label={t('programme.list.stops')}>
      {stops.map(({ id, count }) => (
        <li key={id} class={id === chosen ? 'stop-count stop-count-chosen' : 'stop-count'}>
          <span class="stop-count-figure">{count}</span>
          {hrefOf && count > 0 ? (
            <a href={hrefOf(id)} aria-current={id === chosen ? 'true' : undefined}>
              {stopWords(id)}
            </a>
          ) : (
            <span>{stopWords(id)}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
