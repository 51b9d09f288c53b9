import type { Benchmark, Place } from '#server/programme/contract.ts'
import { getBenchmark } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { useSignedIn } from '../ui/session.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { nameOf } from './words.ts'

/** Where the organisation stands among others, for who sees all of it. */
export function ComparedSection({ scanId }: { scanId: string }) {
  const person = useSignedIn()
  if (!person?.organisation || person.unitId !== null) return null
  return (
    <Card title={t('programme.benchmark.title')}>
      <Loaded name={`compared ${scanId}`} load={() => getBenchmark(scanId)}>
        {(benchmark) => <Compared benchmark={benchmark} />}
      </Loaded>
    </Card>
  )
}

function Compared({ benchmark }: { benchmark: Benchmark }) {
  if (benchmark.state === 'not-taking-part') {
    return (
      <p>
        {t('programme.benchmark.notTakingPart')}{' '}
        <a href="/organisation/sharing">{t('programme.benchmark.join')}</a>
      </p>
    )
  }
  if (benchmark.state === 'not-included') {
    return <p>{t('programme.benchmark.notIncluded', { next: formatDate(benchmark.nextEdition) })}</p>
  }
  const { perspectives } = benchmark
  return (
    <>
      {perspectives.map((places) => (
        <Places key={places.perspective} places={places} />
      ))}
      {perspectives.some(({ others }) => others > 0) && <p class="hint">{t('programme.benchmark.how')}</p>}
    </>
  )
}

type Places = Extract<Benchmark, { state: 'included' }>['perspectives'][number]
type Dimension = Places['dimensions'][number]

function Places({ places: { perspective, edition, others, dimensions } }: { places: Places }) {
  const columns: Column<Dimension>[] = [
    { label: t('programme.benchmark.topic'), cell: ({ title }) => inLanguage(title), heading: true },
    { label: t('programme.benchmark.place'), cell: ({ place }) => placeWords(place) },
  ]
  return (
    <section class="compared">
      <h3>{nameOf(perspective)}</h3>
      <p class="hint">
        {t('programme.benchmark.edition', { date: formatDate(edition) })}{' '}
        {others > 0 && t('programme.benchmark.others', { count: others })}
      </p>
      {others === 0 ? (
        <p>{t('programme.benchmark.few')}</p>
      ) : (
        <Table
          caption={t('programme.benchmark.caption', { who: nameOf(perspective) })}
          hideCaption
          columns={columns}
          rows={dimensions}
          keyOf={({ dimension }) => dimension}
        />
      )}
    </section>
  )
}

function placeWords(place: Place): string {
  if (place.state === 'hidden') return t(`programme.benchmark.places.${place.reason}`)
  if (place.state === 'around') return t('programme.benchmark.places.around')
  if (place.state === 'side') return t(`programme.benchmark.places.${place.side}`)
  if (place.state === 'percentile')
    return t('programme.benchmark.places.percentile', { count: place.percentile })
  return t(`programme.benchmark.places.quarter${place.quarter as 1 | 2 | 3 | 4}`)
}
