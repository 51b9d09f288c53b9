import { assessedIn, MINIMUM_ASSESSED } from './assessed.ts'
import { type Gate, type GatedUnit, type GateMinimums, gateOver, type Perspective } from './gate.ts'
import { readTree, rollUp, type Tree, type TreeFault } from './tree.ts'

const RATES = [50, 65, 80]
const MERGE_RATE = 65

const PERSPECTIVES: Perspective[] = ['professional', 'client', 'manager']

interface ForecastRequest {
  units: GatedUnit[]
  groups: { unitId: string; perspective: Perspective; invited: number }[]
  minimums: GateMinimums
}

interface ForecastUnit {
  unitId: string
  /** In the unit and everything below it. */
  invited: number
  /** The response percentages at which the unit gets scores of its own. */
  readableAt: number[]
  small: boolean
  fewDirect: boolean
}

interface Forecast {
  perspectives: { perspective: Perspective; units: ForecastUnit[] }[]
  merges: { parentId: string; unitIds: string[] }[]
}

type ForecastOutcome = { state: 'ready'; forecast: Forecast } | { state: 'faulty'; faults: TreeFault[] }

/** One perspective over the tree: how many are invited directly, and whom they describe. */
interface Invited {
  perspective: Perspective
  minimum: number
  direct: number[]
  assessed: (number | null)[] | undefined
}

/**
 * Which units would get scores of their own at 50, 65 and 80 % response: the gate itself, on the answers that would come in
 * (head count × rate). Near linear in the number of units. A tree with faults is answered with all of them.
 */
export function forecastScan(request: ForecastRequest): ForecastOutcome {
  const read = readTree(request.units)
  if (read.state === 'faulty') return read
  const { tree } = read
  const gate = gateOver(tree, request.groups, request.minimums)
  const invited = PERSPECTIVES.map((perspective) => invitedOf(tree, request, perspective)).filter(
    ({ direct }) => direct.some((count) => count > 0),
  )
  const perspectives = invited.map((one) => ({
    perspective: one.perspective,
    units: forecastUnits(tree, gate, one),
  }))
  return { state: 'ready', forecast: { perspectives, merges: proposeMerges(tree, invited, perspectives) } }
}

/** Answers that came in directly in a unit; `unseen` of them were not typed in from paper, without it all. */
interface CameIn {
  unitId: string
  perspective: Perspective
  count: number
  unseen?: number
}

/**
 * The forecast for the response that came true: the ids of the units that get scores of their own, per perspective that was invited.
 * The same gate on counted answers instead of head count × rate.
 */
export function forecastAnswers(
  request: ForecastRequest,
  answers: readonly CameIn[],
): { perspective: Perspective; readable: string[] }[] {
  const read = readTree(request.units)
  if (read.state === 'faulty') return []
  const { tree } = read
  const gate = gateOver(tree, request.groups, request.minimums)
  const invited = PERSPECTIVES.filter((one) => request.groups.some(({ perspective }) => perspective === one))
  return invited.map((perspective) => {
    const own = answers.filter((group) => group.perspective === perspective)
    const respondents = perUnit(tree, own, ({ count }) => count)
    const unseen = perUnit(tree, own, ({ count, unseen = count }) => unseen)
    const shown = gate(perspective, { respondents, unseen })
    return { perspective, readable: tree.units.filter((_unit, place) => shown[place]).map(({ id }) => id) }
  })
}

function perUnit<Group extends { unitId: string }>(
  tree: Tree,
  groups: readonly Group[],
  countOf: (group: Group) => number,
): number[] {
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(group.unitId, (counts.get(group.unitId) ?? 0) + countOf(group))
  return tree.units.map(({ id }) => counts.get(id) ?? 0)
}

function invitedOf(
  tree: Tree<GatedUnit>,
  { groups, minimums }: ForecastRequest,
  perspective: Perspective,
): Invited {
  const own = groups.filter((group) => group.perspective === perspective)
  return {
    perspective,
    minimum: minimums[perspective],
    direct: perUnit(tree, own, ({ invited }) => invited),
    assessed: perspective === 'client' ? assessedIn(tree.units, groups) : undefined,
  }
}

function forecastUnits(tree: Tree, gate: Gate, { perspective, minimum, direct }: Invited): ForecastUnit[] {
  const totals = rollUp(tree, direct, (a, b) => a + b)
  const isParent = new Set(tree.parent)
  const readable = RATES.map((rate) => gate(perspective, { respondents: answersPerUnit(direct, rate) }))
  return tree.units.map(({ id }, place) => {
    const total = totals[place] ?? 0
    const own = answersAt(direct[place] ?? 0, MERGE_RATE)
    return {
      unitId: id,
      invited: total,
      readableAt: RATES.filter((_rate, index) => readable[index]?.[place]),
      small: total > 0 && total < advisedHeadCount(perspective, minimum),
      fewDirect: isParent.has(place) && own > 0 && own < minimum,
    }
  })
}

function answersAt(invited: number, rate: number): number {
  return Math.floor((invited * rate) / 100)
}

/**
 * Rounded down in every unit, so that no small one looks readable by luck; what is then missing from the whole comes from the
 * largest, so that ten units with one manager each still add up to a readable whole.
 */
export function answersPerUnit(direct: readonly number[], rate: number): number[] {
  const answers = direct.map((count) => answersAt(count, rate))
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  let missing = answersAt(sum(direct), rate) - sum(answers)
  const largestFirst = direct
    .map((_count, place) => place)
    .sort((a, b) => (direct[b] ?? 0) - (direct[a] ?? 0) || a - b)
  for (const place of largestFirst) {
    if (missing === 0) break
    if ((answers[place] ?? 0) === (direct[place] ?? 0)) continue
    answers[place] = (answers[place] ?? 0) + 1
    missing -= 1
  }
  return answers
}

/** At the default minimums 8 professionals or managers, and 30 clients, of whom about 35 % answer (scoring.md 10.2). */
function advisedHeadCount(perspective: Perspective, minimum: number): number {
  return perspective === 'client' ? 3 * minimum : Math.ceil(1.6 * minimum)
}

/**
 * Unreadable units without units below them are joined with their siblings, smallest first, until the heap is readable; what is
 * left over joins the last heap, or else the smallest readable sibling. Managers do not count: they are too few in every unit.
 */
function proposeMerges(
  tree: Tree,
  everyone: Invited[],
  perspectives: Forecast['perspectives'],
): Forecast['merges'] {
  const invited = everyone.filter(({ perspective }) => perspective !== 'manager')
  const forecast = perspectives.filter(({ perspective }) => perspective !== 'manager')
  const isParent = new Set(tree.parent)
  const siblings = new Map<number, number[]>()
  tree.units.forEach((_unit, place) => {
    const parent = tree.parent[place] ?? -1
    if (parent < 0 || isParent.has(place)) return
    const known = siblings.get(parent)
    if (known) known.push(place)
    else siblings.set(parent, [place])
  })
  const size = (place: number) => invited.reduce((sum, { direct }) => sum + (direct[place] ?? 0), 0)
  return [...siblings].flatMap(([parent, places]) => {
    const sorted = places.filter((place) => size(place) > 0).toSorted((a, b) => size(a) - size(b) || a - b)
    const isReadable = (place: number) =>
      forecast.every(
        ({ units }) => units[place]?.invited === 0 || units[place]?.readableAt.includes(MERGE_RATE),
      )
    const heaps = heapUp(
      sorted.filter((place) => !isReadable(place)),
      sorted.filter(isReadable),
      (heap) => invited.every((one) => isReadableTogether(one, heap)),
    )
    return heaps.map((heap) => ({
      parentId: idOf(tree, parent),
      unitIds: heap.map((place) => idOf(tree, place)),
    }))
  })
}

const idOf = (tree: Tree, place: number) => tree.units[place]?.id ?? ''

function heapUp(small: number[], large: number[], isEnough: (heap: number[]) => boolean): number[][] {
  const heaps: number[][] = []
  let heap: number[] = []
  for (const place of small) {
    heap.push(place)
    if (heap.length < 2 || !isEnough(heap)) continue
    heaps.push(heap)
    heap = []
  }
  const last = heaps.at(-1)
  if (heap.length === 0) return heaps
  if (last) last.push(...heap)
  else if (large[0] !== undefined) heaps.push([...heap, large[0]])
  return heaps
}

function isReadableTogether({ minimum, direct, assessed }: Invited, heap: number[]): boolean {
  const invited = heap.reduce((sum, place) => sum + (direct[place] ?? 0), 0)
  if (invited === 0) return true
  const described = heap.reduce((sum, place) => sum + (assessed?.[place] ?? MINIMUM_ASSESSED), 0)
  return answersAt(invited, MERGE_RATE) >= minimum && described >= MINIMUM_ASSESSED
}
