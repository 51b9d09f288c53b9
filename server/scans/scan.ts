import {
  hasShortForm,
  type Instrument,
  itemsFor,
  type LaunchedInstrument,
  type Perspective,
} from '../surveys/survey.ts'
import { dayOf, endOf, presetsFrom, startOf, yearAfter } from './calendar.ts'
import type { GroupMinimums, ScanSettings, ScanStatus } from './contract.ts'
import { DEFAULT_MESSAGES } from './messages.ts'

/** May be raised, never lowered (scoring.md section 10). */
export const FLOORS: GroupMinimums = { professional: 5, client: 10, manager: 5 }

export const PERSPECTIVES: Perspective[] = ['professional', 'client', 'manager']

const OWN_QUESTION_LENGTH = 1000

interface Moments {
  launchedAt: Date | null
  opensAt: Date | null
  closesAt: Date | null
  closedAt: Date | null
}

/** Worked out from what happened and from the clock, so a scan opens and closes by itself. */
export function statusOf({ launchedAt, opensAt, closesAt, closedAt }: Moments, now: Date): ScanStatus {
  if (!launchedAt || !opensAt || !closesAt) return 'draft'
  if (closedAt || closesAt <= now) return 'closed'
  return opensAt > now ? 'scheduled' : 'open'
}

export function newSettings(instrument: Instrument, today: string): ScanSettings {
  const perspectives = PERSPECTIVES.filter(
    (one) => one !== 'manager' && instrument.perspectives.includes(one),
  )
  return {
    step: 'who',
    units: [],
    perspectives,
    ...firstPeriod(today),
    instrumentId: instrument.id,
    form: 'full',
    ownQuestions: [],
    languages: ['nl'],
    messages: DEFAULT_MESSAGES,
    distribution: { professional: 'open-link', client: 'open-link', manager: 'open-link' },
    minimums: FLOORS,
  }
}

/** Everything of an earlier scan but its dates; units that are gone stay out. */
export function copiedSettings(
  previous: ScanSettings,
  instrument: Instrument,
  existingUnits: ReadonlySet<string>,
  today: string,
): ScanSettings {
  return {
    ...previous,
    step: 'who',
    units: previous.units.filter(({ unitId }) => existingUnits.has(unitId)),
    perspectives: previous.perspectives.filter((one) => instrument.perspectives.includes(one)),
    ...firstPeriod(today),
    instrumentId: instrument.id,
    form: hasShortForm(instrument) ? previous.form : 'full',
    languages: previous.languages.filter((one) => instrument.languages.includes(one)),
  }
}

function firstPeriod(today: string): Pick<ScanSettings, 'opensOn' | 'closesOn' | 'remindersOn'> {
  const [preset] = presetsFrom(today)
  return {
    opensOn: preset?.opensOn ?? null,
    closesOn: preset?.closesOn ?? null,
    remindersOn: preset?.remindersOn ?? [],
  }
}

interface SettingsFault {
  path: string
  code: 'unknown-unit' | 'duplicate-unit' | 'minimum-too-low'
}

/** What may not even be kept as a draft; whatever is only incomplete is told on the check page. */
export function settingsFaults(settings: ScanSettings, knownUnits: ReadonlySet<string>): SettingsFault[] {
  const seen = new Set<string>()
  const units = settings.units.flatMap(({ unitId }, place): SettingsFault[] => {
    const path = `/settings/units/${place}/unitId`
    if (seen.has(unitId)) return [{ path, code: 'duplicate-unit' }]
    seen.add(unitId)
    return knownUnits.has(unitId) ? [] : [{ path, code: 'unknown-unit' }]
  })
  const minimums = PERSPECTIVES.filter((one) => settings.minimums[one] < FLOORS[one])
  return [
    ...units,
    ...minimums.map((one) => ({ path: `/settings/minimums/${one}`, code: 'minimum-too-low' as const })),
  ]
}

/** People invited per unit in the perspectives that take part. */
export function groupsOf({ units, perspectives }: Pick<ScanSettings, 'units' | 'perspectives'>) {
  return units.flatMap(({ unitId, invited }) =>
    PERSPECTIVES.filter((one) => perspectives.includes(one)).flatMap((perspective) => {
      const count = invited[perspective] ?? 0
      return count > 0 ? [{ unitId, perspective, invited: count }] : []
    }),
  )
}

/** The instrument as launched: with its form, its languages and the questions the messenger added. */
export function launchedInstrument(instrument: Instrument, settings: ScanSettings): LaunchedInstrument {
  const ownQuestions = settings.ownQuestions.filter(isWritten).map(({ text }, place) => ({
    id: `OWN-${place + 1}`,
    text: Object.fromEntries(Object.entries(text).map(([language, words]) => [language, words.trim()])),
    maxLength: OWN_QUESTION_LENGTH,
  }))
  const languages = instrument.languages.filter((language) => settings.languages.includes(language))
  return { ...instrument, languages, form: settings.form, ownQuestions }
}

export function isWritten({ text }: ScanSettings['ownQuestions'][number]): boolean {
  return Object.values(text).some((words) => words.trim() !== '')
}

/** What every answer of a group must fit, so that the database can check it. */
export function shapeOf(instrument: LaunchedInstrument, perspective: Perspective) {
  return {
    itemCount: itemsFor(instrument, perspective, instrument.form).length,
    scaleMin: instrument.scale.min,
    scaleMax: instrument.scale.max,
  }
}

/** Opens at the start of its day, or at once when that has passed; closes at the end of the last day. */
export function periodOf({ opensOn, closesOn }: { opensOn: string; closesOn: string }, now: Date) {
  const start = startOf(opensOn)
  return { opensAt: start < now ? now : start, closesAt: endOf(closesOn) }
}

type ExtensionFault = 'date-in-past' | 'closes-earlier' | 'date-too-far'

/** Why a launched scan cannot stay open until the end of this day; nothing when it can. */
export function extensionFault(
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
  closesOn: string,
  now: Date,
): ExtensionFault | undefined {
  if (closesOn < dayOf(now)) return 'date-in-past'
  if (endOf(closesOn) < closesAt) return 'closes-earlier'
  return closesOn > yearAfter(dayOf(opensAt)) ? 'date-too-far' : undefined
}

export interface TreeUnit {
  id: string
  parentId: string | null
  name: string
}

/** These units and all above them, parents first, so that the tree of a scan is complete. */
export function withAncestors(tree: readonly TreeUnit[], unitIds: Iterable<string>): TreeUnit[] {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  const wanted = new Set<string>()
  for (const unitId of unitIds) {
    let unit = byId.get(unitId)
    while (unit && !wanted.has(unit.id)) {
      wanted.add(unit.id)
      unit = unit.parentId === null ? undefined : byId.get(unit.parentId)
    }
  }
  const below = Map.groupBy(
    tree.filter(({ id }) => wanted.has(id)),
    ({ parentId }) => parentId,
  )
  const ordered = [...(below.get(null) ?? [])]
  for (const unit of ordered) ordered.push(...(below.get(unit.id) ?? []))
  return ordered
}

/** A unit and everything below it. */
export function subtreeOf(
  tree: readonly { id: string; parentId: string | null }[],
  rootId: string,
): Set<string> {
  const below = Map.groupBy(tree, ({ parentId }) => parentId)
  const reached = new Set([rootId])
  for (const unitId of reached) for (const { id } of below.get(unitId) ?? []) reached.add(id)
  return reached
}
