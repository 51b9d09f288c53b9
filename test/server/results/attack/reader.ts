import type { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { forSubtree } from '#server/results/publish.ts'
import { below, type View } from './people.ts'
import { readCsv } from './read-csv.ts'
import { type Read, readUnits } from './read-json.ts'
import type { Releases } from './releases.ts'
import type { Statement } from './statements.ts'

type Language = 'nl' | 'en'

/** One publication as somebody gets it: the answer of the API and files. */
interface Got {
  publication: Publication
  files: string[]
}

function gotBy(publication: Publication, languages: readonly Language[]): Got {
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

function statementsIn({ publication, files }: Got, read: Read): Statement[] {
  return [...readUnits(publication.units, read), ...files.flatMap((file) => readCsv(file, read, publication))]
}

/** The round whose file is read too; its language too is another. */
type Filed = 'first' | 'second'

const languageOf = (filed: Filed): Language => (filed === 'first' ? 'nl' : 'en')

/** All that the messenger, who sees the whole tree, can know after two rounds; the file of one of them is enough to find what it adds. */
export function messengerKnows({ first, second, views }: Releases, filed: Filed): Statement[] {
  const [before, after] = [...views]
  if (!before || !after) return []
  const earlier = readingOf(before[0], before[1], first.publication)
  const later = readingOf(after[0], after[1], second.publication, earlier)
  const languages = (round: Filed) => (round === filed ? [languageOf(round)] : [])
  return [
    ...statementsIn(gotBy(first.publication, languages('first')), earlier),
    ...statementsIn(gotBy(second.publication, languages('second')), later),
  ]
}

/**
 * What managers get that the messenger does not: each of them as an answer of the API, the first below the top also as a file. A manager
 * who is told nothing else knows less than the messenger, so attacking the messenger's knowledge attacks theirs.
 */
export function onlyForManagers(publication: Publication, { units }: View, filed: Filed | null): string[] {
  const figures = new Map(publication.units.map((unit) => [unit.id, figuresOf(unit)]))
  const linesFor = (one: Publication) => (filed ? linesOf(publicationCsv(one, languageOf(filed))) : [])
  const lines = new Set(linesFor(publication))
  return units.flatMap(({ id }, place) => {
    const own = forSubtree(publication, id)
    if (!own) return [`no results for ${id}`]
    const inside = below(units, id)
    const file = place === 1 ? linesFor(own) : []
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
