import type { DimensionOutline, InstrumentOutline } from './outline.ts'
import type { Fault } from './text-rules.ts'

/** A score needs two answered items (scoring.md section 2). */
const MIN_ITEMS = 2

/** What a schema cannot say about one instrument. */
export function instrumentFaults(instrument: InstrumentOutline): Fault[] {
  return [
    ...scaleFaults(instrument),
    ...perspectiveFaults(instrument),
    ...doubleIds('/dimensions', instrument.dimensions, 'dimension'),
    ...itemIdFaults(instrument),
    ...instrument.dimensions.flatMap((dimension, place) =>
      dimensionFaults(instrument, dimension, `/dimensions/${place}`),
    ),
    ...questionFaults(instrument),
    ...countFaults(instrument),
  ]
}

/** Ids that stand twice in one list; the second place is the fault. */
export function doubleIds(path: string, entries: { id: string }[], kind: string): Fault[] {
  return entries.flatMap(({ id }, place) => {
    const first = entries.findIndex((entry) => entry.id === id)
    if (id === '' || first === place) return []
    return [
      { path: `${path}/${place}/id`, words: `the ${kind} id ${id} is already used at ${path}/${first}` },
    ]
  })
}

function scaleFaults({ scale: { min, max, anchors } }: InstrumentOutline): Fault[] {
  if (!(Number.isInteger(min) && Number.isInteger(max) && max - min <= 100)) return []
  const path = '/scale/anchors'
  const faults = anchors.flatMap((value, place): Fault[] => {
    if (typeof value !== 'number') return []
    const at = `${path}/${place}/value`
    if (value < min || value > max)
      return [{ path: at, words: `${value} lies outside the scale ${min} to ${max}` }]
    if (anchors.indexOf(value) < place)
      return [{ path: at, words: `the label for ${value} stands here twice` }]
    const before = anchors[place - 1]
    if (typeof before === 'number' && before > value)
      return [{ path: at, words: 'the labels must go from low to high' }]
    return []
  })
  for (let point = min; point <= max; point++) {
    if (!anchors.includes(point)) faults.push({ path, words: `the label for ${point} is missing` })
  }
  return faults
}

function perspectiveFaults({ perspectives, instructed, dimensions }: InstrumentOutline): Fault[] {
  const asked = new Set(dimensions.flatMap(({ items }) => items.flatMap((item) => item.perspectives)))
  const unused = perspectives.flatMap((perspective, place): Fault[] =>
    asked.has(perspective)
      ? []
      : [{ path: `/perspectives/${place}`, words: `no item is asked of the ${perspective}` }],
  )
  const silent = perspectives
    .filter((perspective) => !instructed.includes(perspective))
    .map((perspective) => ({
      path: '/instruction',
      words: `the instruction for the ${perspective} is missing`,
    }))
  const idle = instructed
    .filter((perspective) => !perspectives.includes(perspective))
    .map((perspective) => ({
      path: `/instruction/${perspective}`,
      words: `${perspective} is not among the perspectives of this instrument`,
    }))
  return [...unused, ...silent, ...idle]
}

function itemIdFaults({ dimensions }: InstrumentOutline): Fault[] {
  const first = new Map<string, string>()
  return dimensions.flatMap(({ items }, dimension) =>
    items.flatMap(({ id }, place): Fault[] => {
      const path = `/dimensions/${dimension}/items/${place}`
      const earlier = first.get(id)
      if (id !== '' && !earlier) first.set(id, path)
      return earlier ? [{ path: `${path}/id`, words: `the item id ${id} is already used at ${earlier}` }] : []
    }),
  )
}

function dimensionFaults(instrument: InstrumentOutline, dimension: DimensionOutline, path: string): Fault[] {
  const asked = [...new Set(dimension.items.flatMap((item) => item.perspectives))]
  return [
    ...dimension.items.flatMap((item, place) =>
      itemFaults(instrument, item, asked, `${path}/items/${place}`),
    ),
    ...asked.flatMap((perspective) => sizeFaults(dimension, perspective, path)),
  ]
}

function itemFaults(
  { perspectives }: InstrumentOutline,
  item: DimensionOutline['items'][number],
  askedHere: string[],
  path: string,
): Fault[] {
  const strangers = item.perspectives
    .filter((perspective) => !perspectives.includes(perspective))
    .map((perspective) => ({
      path: `${path}/perspectives/${perspective}`,
      words: `${perspective} is not among the perspectives of this instrument`,
    }))
  const left = askedHere.filter((perspective) => item.core && !item.perspectives.includes(perspective))
  const unshared = left.map((perspective) => ({
    path: `${path}/core`,
    words: `a core item is asked of everyone who gets this dimension, but the text for the ${perspective} is missing`,
  }))
  return [...strangers, ...unshared]
}

function sizeFaults({ items }: DimensionOutline, perspective: string, path: string): Fault[] {
  const full = items.filter((item) => item.perspectives.includes(perspective))
  const core = full.filter((item) => item.core)
  const faults: Fault[] = []
  if (full.length < MIN_ITEMS) {
    faults.push({
      path,
      words: `the ${perspective} is asked only 1 item here; a score needs at least ${MIN_ITEMS}`,
    })
  } else if (core.length > 0 && core.length < MIN_ITEMS) {
    faults.push({
      path,
      words: `the ${perspective} is asked only 1 core item here; the short form needs ${MIN_ITEMS} or none`,
    })
  }
  if (full.every((item) => item.reverse) || (core.length > 0 && core.every((item) => item.reverse))) {
    faults.push({
      path,
      words: `every ${core.length > 0 ? 'core ' : ''}item for the ${perspective} is reversed`,
    })
  }
  return faults
}

function questionFaults({ importance, questionIds, dimensions }: InstrumentOutline): Fault[] {
  const doubles = doubleIds(
    '/openQuestions',
    questionIds.map((id) => ({ id })),
    'question',
  )
  const reserved = questionIds.flatMap((id, place): Fault[] => {
    const at = `/openQuestions/${place}/id`
    if (id !== '' && id === importance?.id)
      return [{ path: at, words: `the question id ${id} is already used at /importanceQuestion` }]
    return id.startsWith('OWN-')
      ? [{ path: at, words: 'ids that start with OWN- are kept for the own questions of a scan' }]
      : []
  })
  const picks =
    importance && importance.maxPicks > dimensions.length
      ? [
          {
            path: '/importanceQuestion/maxPicks',
            words: `there are only ${dimensions.length} dimensions to pick from`,
          },
        ]
      : []
  return [...doubles, ...reserved, ...picks]
}

function countFaults({ itemCounts, dimensions }: InstrumentOutline): Fault[] {
  return itemCounts.flatMap(([perspective, count]) => {
    const items = dimensions.flatMap((dimension) => dimension.items)
    const asked = items.filter((item) => item.perspectives.includes(perspective)).length
    if (typeof count !== 'number' || count === asked) return []
    return [{ path: `/itemCount/${perspective}`, words: `this says ${count}, but ${asked} items are asked` }]
  })
}
