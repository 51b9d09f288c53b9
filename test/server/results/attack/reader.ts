import type { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { forSubtree } from '#server/results/publish.ts'
import { below, type View } from './people.ts'
import { readCsv } from './read-csv.ts'
import { type Read, readUnits } from './read-json.ts'
import type { Releases } from './releases.ts'
import type { Statement } from './statements.ts'

const LANGUAGES = ['nl', 'en'] as const
type Language = (typeof LANGUAGES)[number]

/** One publication as somebody gets it: the answer of the API and both files. */
interface Got {
  publication: Publication
  files: string[]
}

export function gotBy(publication: Publication, languages: readonly Language[] = LANGUAGES): Got {
  return {
    publication: JSON.parse(JSON.stringify(publication)),
    files: languages.map((language) => publicationCsv(publication, language)),
  }
}

/** What is known beforehand to whoever reads about the units of this view. */
export function readingOf(
  view: string,
  { units }: Pick<View, 'units'>,
  head: Publication,
  previous?: Read,
): Read {
  return { view, head, units, top: units[0]?.id ?? '', ...(previous ? { previous } : {}) }
}

export function statementsIn({ publication, files }: Got, read: Read): Statement[] {
  return [...readUnits(publication.units, read), ...files.flatMap((file) => readCsv(file, read, publication))]
}

/** All that the messenger can know after two rounds, who sees the whole tree of both: each file in another language. */
export function messengerKnows({ first, second, views }: Releases): Statement[] {
  const [before, after] = [...views]
  if (!before || !after) return []
  const earlier = readingOf(before[0], before[1], first.publication)
  const later = readingOf(after[0], after[1], second.publication, earlier)
  return [
    ...statementsIn(gotBy(first.publication, ['nl']), earlier),
    ...statementsIn(gotBy(second.publication, ['en']), later),
  ]
}

/**
 * What managers get that the messenger does not: each of them as an answer of the API, the first below the top also as a file. A manager
 * who is told nothing else knows less than the messenger, so attacking the messenger's knowledge attacks theirs.
 */
export function onlyForManagers(publication: Publication, { units }: View, language: Language): string[] {
  const figures = new Map(publication.units.map((unit) => [unit.id, figuresOf(unit)]))
  const lines = new Set(linesOf(publicationCsv(publication, language)))
  return units.flatMap(({ id }, place) => {
    const own = forSubtree(publication, id)
    if (!own) return [`no results for ${id}`]
    const inside = below(units, id)
    const file = place === 1 ? linesOf(publicationCsv(own, language)) : []
    return [
      ...own.units.flatMap((unit) =>
        figures.get(unit.id) === figuresOf(unit) && inside.has(unit.id) ? [] : [`${id} sees ${unit.id}`],
      ),
      ...file.filter((line) => !lines.has(line)),
      ...differingHead(publication, own).map((field) => `${id} sees ${field}`),
    ]
  })
}

const linesOf = (file: string) => file.split('\r\n')

/** Where a unit stands depends on who reads; what is said of it does not. */
function figuresOf({ parentId: _parent, level: _level, ...figures }: Publication['units'][number]): string {
  return JSON.stringify(figures)
}

function differingHead(whole: Publication, own: Publication): string[] {
  return Object.keys(whole).filter((field) => {
    const key = field as keyof Publication
    if (key === 'units' || key === 'notices') return false
    return whole[key] !== own[key] && JSON.stringify(whole[key]) !== JSON.stringify(own[key])
  })
}
