import type { OrganisationList } from '#server/programme/contract.ts'
import { t } from '../text/text.ts'
import { formatNumber } from '../ui/format.ts'
import { type Filter, listPath } from './filter.ts'
import { stopWords } from './standing.ts'

interface StopCountsProps {
  stops: OrganisationList['stops']
  /** Where there is a list to choose from: choosing the same stop again takes the choice back. */
  filter?: Filter
}

/** The six stops with how many organisations are at each. */
export function StopCounts({ stops, filter }: StopCountsProps) {
  return (
    <ol class="stop-counts" aria-label={t('programme.list.stops')}>
      {stops.map((stop) => (
        <StopCount key={stop.id} stop={stop} filter={filter} />
      ))}
    </ol>
  )
}

function StopCount({
  stop: { id, count },
  filter,
}: {
  stop: StopCountsProps['stops'][number]
  filter: Filter | undefined
}) {
  const { stop: chosen, page: _page, ...besides } = filter ?? {}
  const isChosen = id === chosen
  return (
    <li class={isChosen ? 'stop-count stop-count-chosen' : 'stop-count'}>
      <span class="stop-count-figure">{formatNumber(count)}</span>
      {filter && (count > 0 || isChosen) ? (
        <a
          href={listPath(isChosen ? besides : { ...besides, stop: id })}
          aria-current={isChosen ? 'true' : undefined}
        >
          {stopWords(id)}
        </a>
      ) : (
        <span>{stopWords(id)}</span>
      )}
    </li>
  )
}
