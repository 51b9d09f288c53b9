import type { ChangeCell, Gap, GapCell, Publication } from '#server/results/contract.ts'
import { inLanguage, type Key, t, type Values } from '../text/text.ts'
import { formatList } from '../ui/format.ts'
import {
  type Chosen,
  hiddenBelow,
  type Perspective,
  readableResults,
  type ShownScore,
  titleOf,
} from './chosen.ts'

/** A whole sentence by its key, with what goes into its holes. */
export interface Finding {
  key: Key
  values: Values
}

export const say = ({ key, values }: Finding): string => t(key, values)

export const who = (perspective: Perspective): string => t(`results.who.${perspective}`)
export const nameOf = (perspective: Perspective): string => t(`scans.perspectives.${perspective}`)

const MOST_NAMED = 3

/** How far the figures can be trusted, and which units are not shown: hidden ones and small ones alike. */
export function responseFinding(chosen: Chosen): Finding {
  const { unit, result } = chosen
  const hidden = hiddenBelow(chosen).map(({ name }) => name)
  const trust = trustIn(result)
  if (hidden.length === 0) return { key: `results.response.${trust}`, values: { unit: unit.name } }
  if (hidden.length > MOST_NAMED)
    return {
      key: `results.response.${trust}ExceptMany`,
      values: { unit: unit.name, count: hidden.length },
    }
  return {
    key: `results.response.${trust}Except`,
    values: { unit: unit.name, units: formatList(hidden) },
  }
}

function trustIn({ response, dimensions }: Chosen['result']): 'enough' | 'low' | 'few' {
  const many = dimensions.some(
    (cell) => cell.state === 'shown' && (cell.basis.state === 'counted' || cell.interval.state === 'range'),
  )
  if (!many) return 'few'
  return response.state === 'shown' && response.low ? 'low' : 'enough'
}

/** What the score says in the words of the scale, so that a number is never alone. */
export function anchorFinding({ instrument }: Publication, { score }: ShownScore): Finding {
  const { min, max, anchors } = instrument.scale
  const point = min + (score.value / 100) * (max - min)
  const nearest = anchors.toSorted((a, b) => Math.abs(a.value - point) - Math.abs(b.value - point))[0]
  return { key: 'results.highlight.anchor', values: { anchor: inLanguage(nearest?.label) } }
}

export interface Placed {
  dimension: string
  cell: ShownScore
}

/** The readable scores, highest first; equal ones in the order of the questionnaire. */
export function standings({ publication, result }: Chosen): Placed[] {
  return result.dimensions
    .flatMap((cell, place) => {
      const dimension = publication.dimensions[place]?.id
      return cell.state === 'shown' && dimension ? [{ dimension, cell }] : []
    })
    .toSorted((a, b) => b.cell.score.value - a.cell.score.value)
}

/** Names a highest and a lowest topic only where they differ by more than chance. */
export function scoreFinding(chosen: Chosen): Finding {
  const placed = standings(chosen)
  const [top, bottom] = [placed[0], placed.at(-1)]
  const { publication, result } = chosen
  const name = (each: Placed | undefined) => titleOf(publication, each?.dimension ?? '')
  const label = (each: Placed | undefined) => each?.cell.score.label ?? ''
  if (placed.length === 1) {
    return { key: 'results.scores.one', values: { topic: name(top), score: label(top) } }
  }
  const ends = { low: label(bottom), high: label(top) }
  const { highlights } = result
  if (highlights.state === 'shown' && !highlights.alike) {
    return { key: 'results.scores.range', values: { ...ends, highest: name(top), lowest: name(bottom) } }
  }
  return { key: 'results.scores.alike', values: ends }
}

/** Where the whole group answered there is no range, and that is told; null when it is nowhere so. */
export function everyoneFinding(chosen: Chosen): Finding | null {
  const { publication, result } = chosen
  const complete = publication.dimensions.filter((_dimension, place) => {
    const cell = result.dimensions[place]
    return cell?.state === 'shown' && cell.interval.state === 'everyone'
  })
  if (complete.length === 0) return null
  if (complete.length === standings(chosen).length) return { key: 'results.scores.allAnswered', values: {} }
  return {
    key: 'results.scores.allAnsweredOn',
    values: { topics: formatList(complete.map(({ title }) => inLanguage(title))) },
  }
}

type ShownChange = Extract<ChangeCell, { state: 'shown' }>

export interface Changed {
  dimension: string
  cell: ShownChange
}

/** Topics with a clear change: what went up first, the largest first. */
export function clearChanges({ publication, result }: Chosen): Changed[] {
  return result.change
    .flatMap((cell, place) => {
      const dimension = publication.dimensions[place]?.id
      return isClearChange(cell) && dimension ? [{ dimension, cell }] : []
    })
    .toSorted((a, b) => changeBy(b.cell) - changeBy(a.cell))
}

export const isClearChange = (cell: ChangeCell): cell is ShownChange =>
  cell.state === 'shown' && cell.label !== 'no-clear-change'

const changeBy = ({ difference, after, before }: ShownChange) => difference ?? after.value - before.value

/** One sentence for the first screen. */
export function sinceFinding(chosen: Chosen): Finding {
  const { previous } = chosen.publication
  if (!previous) return { key: 'results.since.first', values: {} }
  const values = { scan: previous.title }
  const { change } = chosen.result
  if (change.length === 0) return { key: 'results.since.incomparable', values }
  if (change.every(({ state }) => state === 'hidden')) return { key: 'results.since.hidden', values }
  const count = clearChanges(chosen).length
  return count === 0
    ? { key: 'results.since.none', values }
    : { key: 'results.since.some', values: { count } }
}

/** Which topics went clearly up or down; the rest never gets a direction. */
export function changeFinding(chosen: Chosen): Finding {
  const clear = clearChanges(chosen)
  const named = (label: ShownChange['label']) =>
    formatList(
      clear
        .filter(({ cell }) => cell.label === label)
        .map(({ dimension }) => titleOf(chosen.publication, dimension)),
    )
  const [higher, lower] = [named('higher'), named('lower')]
  if (higher && lower) return { key: 'results.change.both', values: { higher, lower } }
  if (higher) return { key: 'results.change.higher', values: { topics: higher } }
  if (lower) return { key: 'results.change.lower', values: { topics: lower } }
  return { key: 'results.change.none', values: {} }
}

/** Do the perspectives see it differently, and where. */
export function viewsFinding({ publication, unit, result }: Chosen): Finding {
  if (readableResults(unit).length < 2) {
    return { key: 'results.views.single', values: { who: who(result.perspective) } }
  }
  const cells = publication.dimensions.map(({ id }, place) => ({
    id,
    verdicts: unit.gaps.map(({ dimensions }) => verdictOf(dimensions[place])),
  }))
  const clear = cells.filter(({ verdicts }) => verdicts.some(isClear))
  if (clear.length > 0) {
    const topics = formatList(clear.map(({ id }) => titleOf(publication, id)))
    return { key: 'results.views.clear', values: { count: clear.length, topics } }
  }
  const tested = cells.some(({ verdicts }) => verdicts.includes('no-clear-difference'))
  return { key: tested ? 'results.views.unclear' : 'results.views.few', values: {} }
}

const verdictOf = (cell: GapCell | undefined) => (cell?.state === 'shown' ? cell.verdict : null)
export const isClearGap = (cell: GapCell): boolean => isClear(verdictOf(cell))
const isClear = (verdict: ReturnType<typeof verdictOf>) =>
  verdict === 'first-higher' || verdict === 'second-higher'

export function gapFinding(publication: Publication, gap: Gap): Finding {
  const named = (verdict: 'first-higher' | 'second-higher') =>
    formatList(
      publication.dimensions
        .filter((_dimension, place) => verdictOf(gap.dimensions[place]) === verdict)
        .map(({ title }) => inLanguage(title)),
    )
  const [firstTopics, secondTopics] = [named('first-higher'), named('second-higher')]
  const sides = {
    first: who(gap.first),
    second: who(gap.second),
    First: nameOf(gap.first),
    Second: nameOf(gap.second),
  }
  if (firstTopics && secondTopics) {
    return { key: 'results.gap.both', values: { ...sides, firstTopics, secondTopics } }
  }
  if (firstTopics) return { key: 'results.gap.firstHigher', values: { ...sides, topics: firstTopics } }
  if (secondTopics) return { key: 'results.gap.secondHigher', values: { ...sides, topics: secondTopics } }
  const tested = gap.dimensions.some((cell) => verdictOf(cell) !== null)
  return { key: tested ? 'results.gap.none' : 'results.gap.few', values: sides }
}

/** The three most chosen topics; more when the third is shared. */
export function importanceFinding({ publication, result }: Chosen): Finding {
  const { importance } = result
  if (importance.state === 'hidden') {
    return { key: 'results.importance.hidden', values: { detail: publication.minimums.detail } }
  }
  const topics = publication.dimensions
    .map(({ title }, place) => ({
      title: inLanguage(title),
      share: importance.dimensions[place]?.value ?? 0,
    }))
    .toSorted((a, b) => b.share - a.share)
  return {
    key: 'results.importance.finding',
    values: {
      Who: nameOf(result.perspective),
      topics: formatList(mostChosen(topics).map(({ title }) => title)),
    },
  }
}

/** Three at most: of equals that would make it more, none; unless all that lead are equal. */
function mostChosen<Topic extends { share: number }>(topics: Topic[]): Topic[] {
  const last = topics[MOST_NAMED - 1]?.share ?? 0
  const named = topics.filter(({ share }) => share >= last)
  const above = topics.filter(({ share }) => share > last)
  return named.length > MOST_NAMED && above.length > 0 ? above : named
}
