import type { Catalogue } from '../surveys/catalogue.ts'
import { type Instrument, isLaunchable, type LaunchedInstrument } from '../surveys/survey.ts'
import { type CodeMaker, codeHash } from './codes.ts'
import type { Distribution, NewGroup, NewScan, ScanDraft, ScanSettings } from './contract.ts'
import type { GroupRow, ScanLine, ScanUnitRow, UnitRow } from './queries.ts'
import {
  copiedSettings,
  groupsOf,
  launchedInstrument,
  newSettings,
  periodOf,
  shapeOf,
  withAncestors,
} from './scan.ts'

interface DraftSources {
  scans: readonly ScanLine[]
  /** The settings of the scan to repeat. */
  previous: ScanSettings | undefined
  units: readonly UnitRow[]
  catalogue: Catalogue
  today: string
}

/** Repeating with the same instrument links both scans; nothing when the wished instrument cannot be launched. */
export function newDraft(wish: NewScan, { scans, previous, units, catalogue, today }: DraftSources) {
  const instrumentId = wish.instrumentId ?? previous?.instrumentId ?? nextInstrumentId(scans, catalogue)
  const instrument = catalogue.instruments.get(instrumentId ?? '')
  if (!instrument || !isLaunchable(instrument)) return undefined
  const existing = new Set(units.filter(({ archivedAt }) => !archivedAt).map(({ id }) => id))
  const repeats = previous?.instrumentId === instrument.id
  return {
    id: wish.id,
    title: wish.title?.trim() ?? freeTitle(instrument.title.nl ?? instrument.id, scans),
    settings: previous
      ? copiedSettings(previous, instrument, existing, today)
      : newSettings(instrument, today),
    previousScanId: repeats ? (wish.previousScanId ?? null) : null,
  }
}

/** A repeat is told from the first by its number. */
export function freeTitle(title: string, scans: readonly { title: string }[]): string {
  const taken = new Set(scans.map((scan) => scan.title))
  const numbered = (number: number) => (number === 1 ? title : `${title} (${number})`)
  let number = 1
  while (taken.has(numbered(number))) number++
  return numbered(number)
}

/** First the competences; once such a scan has closed, the processes. */
function nextInstrumentId(scans: readonly ScanLine[], { instruments }: Catalogue): string | undefined {
  const phase = scans.some((scan) => scan.closedAt && scan.phase === 1) ? 2 : 1
  return [...instruments.values()].find((instrument) => instrument.phase === phase)?.id
}

interface LaunchSources {
  scanId: string
  draft: ScanDraft
  units: readonly UnitRow[]
  instrument: Instrument
  codes: CodeMaker
  now: Date
  newId: () => string
}

/** Everything that is frozen at launch. Codes are worked out as they are asked for: there may be 100,000. */
export function newLaunch({ scanId, draft, units, instrument, codes, now, newId }: LaunchSources) {
  const { settings } = draft
  const launched = launchedInstrument(instrument, settings)
  const wanted = groupsOf(settings)
  const serving = new Map(settings.units.map(({ unitId, professionals }) => [unitId, professionals ?? null]))
  const scanUnits = withAncestors(
    units,
    wanted.map(({ unitId }) => unitId),
  ).map(({ id, parentId, name }) => ({ id, parentId, name, professionals: serving.get(id) ?? null }))
  const groups = wanted.map((group) =>
    newGroup(
      { ...group, launched: group.invited, distribution: settings.distribution[group.perspective] },
      { scanId, instrument: launched, codes, newId },
    ),
  )
  return {
    instrument: launched,
    settings,
    launchedAt: now,
    ...periodOf({ opensOn: settings.opensOn ?? '', closesOn: settings.closesOn ?? '' }, now),
    units: scanUnits satisfies ScanUnitRow[],
    groups,
    invitations: invitationsOf(codes, scanId, groups),
  }
}

interface GroupSources {
  scanId: string
  instrument: LaunchedInstrument
  codes: CodeMaker
  newId: () => string
}

function newGroup(
  group: Pick<GroupRow, 'unitId' | 'perspective' | 'invited' | 'launched'> & { distribution: Distribution },
  { scanId, instrument, codes, newId }: GroupSources,
): GroupRow {
  const id = newId()
  const isOpenLink = group.distribution === 'open-link'
  return {
    ...group,
    id,
    linkHash: isOpenLink ? codeHash(codes.linkCode(scanId, id)) : null,
    ...shapeOf(instrument, group.perspective),
  }
}

interface LateSources extends GroupSources {
  distribution: ScanSettings['distribution']
  units: readonly UnitRow[]
  groups: readonly Pick<GroupRow, 'unitId' | 'perspective'>[]
}

type LateGroup =
  | { state: 'ready'; unitName: string; units: ScanUnitRow[]; group: GroupRow }
  | { state: 'refused'; code: 'perspective-not-asked' | 'group-exists' | 'unknown-unit' }

/** A group that joins after the launch, with the units above it that the scan does not have yet. */
export function lateGroup({ unitId, perspective, invited }: NewGroup, sources: LateSources): LateGroup {
  const { instrument, groups, distribution } = sources
  const tree = sources.units.filter(({ archivedAt }) => !archivedAt)
  const unit = tree.find(({ id }) => id === unitId)
  if (!unit) return { state: 'refused', code: 'unknown-unit' }
  if (!instrument.perspectives.includes(perspective))
    return { state: 'refused', code: 'perspective-not-asked' }
  const isThere = groups.some((group) => group.unitId === unitId && group.perspective === perspective)
  if (isThere) return { state: 'refused', code: 'group-exists' }
  const above = withAncestors(tree, [unitId])
  return {
    state: 'ready',
    unitName: unit.name,
    units: above.map(({ id, parentId, name }) => ({ id, parentId, name, professionals: null })),
    group: newGroup(
      { unitId, perspective, invited, launched: 0, distribution: distribution[perspective] },
      sources,
    ),
  }
}

/** One for each person of each group that gets personal codes; from a place on where a group grew. */
export function* invitationsOf(
  codes: CodeMaker,
  scanId: string,
  groups: Iterable<Pick<GroupRow, 'id' | 'invited' | 'distribution'>>,
  firstPlace = 0,
): Generator<{ groupId: string; codeHash: Buffer }> {
  for (const { id, invited, distribution } of groups) {
    if (distribution === 'open-link') continue
    for (let place = firstPlace; place < invited; place++) {
      yield { groupId: id, codeHash: codeHash(codes.personalCode(scanId, id, place)) }
    }
  }
}
