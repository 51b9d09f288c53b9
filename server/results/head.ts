import { itemsFor, type Perspective } from '../surveys/survey.ts'
import type { Notice, Publication, PublishedDimension, PublishedInstrument } from './contract.ts'
import type { CountedScan } from './counted.ts'
import { DETAIL, type Tables } from './tables.ts'

/** Goes up whenever the same answers would be published differently. */
export const ENGINE_VERSION = '2'

/** Everything of a publication that is not a figure. */
export function headOf(
  counted: CountedScan,
  { perspectives }: Tables,
): Omit<Publication, 'units' | 'notices'> {
  const { scan, minimums, previous } = counted
  const asked = perspectives.map(({ perspective }) => perspective)
  return {
    engineVersion: ENGINE_VERSION,
    scan,
    previous: previous && {
      scanId: previous.publication.scan.id,
      title: previous.publication.scan.title,
      closedAt: previous.publication.scan.closedAt,
    },
    instrument: presentInstrument(counted),
    minimums: { ...minimums, detail: DETAIL },
    perspectives: asked,
    ...openLinksOf(counted, asked),
    dimensions: presentDimensions(counted, asked),
  }
}

/** Told of a whole perspective, so that it says nothing about a unit. */
function openLinksOf({ groups }: CountedScan, asked: Perspective[]): Pick<Publication, 'openLinks'> {
  const shared = groups.filter(({ distribution }) => distribution === 'open-link')
  const isKnown = groups.some(({ distribution }) => distribution !== undefined)
  return isKnown
    ? { openLinks: asked.filter((one) => shared.some(({ perspective }) => perspective === one)) }
    : {}
}

/** Field by field, so that an old publication stays readable and nothing unknown to the contract comes along. */
export function presentInstrument({
  instrument,
  form,
}: Pick<CountedScan, 'instrument' | 'form'>): PublishedInstrument {
  const { id, version, phase, title, validation, scale } = instrument
  return {
    id,
    version,
    phase,
    form,
    title,
    validation: { status: validation.status, note: validation.note },
    scale: {
      min: scale.min,
      max: scale.max,
      anchors: scale.anchors.map(({ value, label }) => ({ value, label })),
    },
  }
}

function presentDimensions({ instrument, form }: CountedScan, asked: Perspective[]): PublishedDimension[] {
  const texts = new Map(
    asked.map((perspective) => [
      perspective,
      new Map(itemsFor(instrument, perspective, form).map(({ id, text }) => [id, text])),
    ]),
  )
  return instrument.dimensions.map(({ id, title, definition, items }) => ({
    id,
    title,
    definition,
    items: items.flatMap((item) => {
      const wordings = asked.flatMap((perspective) => {
        const text = texts.get(perspective)?.get(item.id)
        return text ? [[perspective, text] as const] : []
      })
      if (wordings.length === 0) return []
      return [{ id: item.id, reverse: item.reverse, texts: Object.fromEntries(wordings) }]
    }),
  }))
}

export function noticesOf({ instrument }: CountedScan, { perspectives }: Tables): Notice[] {
  const tooMany = perspectives.some(({ respondents, invited }) =>
    respondents.some((count, place) => count > (invited[place] ?? count)),
  )
  return [
    ...(instrument.validation.status === 'not-validated' ? (['not-validated'] as const) : []),
    ...(tooMany ? (['more-answers-than-invited'] as const) : []),
  ]
}
