import type { Catalogue } from '../surveys/catalogue.ts'
import { type Instrument, minutesFor, type Perspective } from '../surveys/survey.ts'
import { addedBand, neededAtMost, toldBand, totalBand } from './bands.ts'
import { dayOf, daysBetween, lastDayBefore, presetsFrom, remindersBetween } from './calendar.ts'
import { checkLaunch } from './checks.ts'
import type { GroupMinimums, Progress, Scan, ScanDraft, ScanSettings } from './contract.ts'
import { type Filling, holesOf } from './messages.ts'
import type { CountedGroup, ScanLine, UnitRow } from './queries.ts'
import { FLOORS, isWritten, PERSPECTIVES, statusOf } from './scan.ts'

export function presentScan(
  line: ScanLine,
  groups: readonly CountedGroup[],
  catalogue: Catalogue,
  now: Date,
): Scan {
  return {
    id: line.id,
    version: line.version,
    title: line.title,
    instrumentId: line.instrumentId,
    phase: line.phase ?? catalogue.instruments.get(line.instrumentId)?.phase ?? 1,
    previousScanId: line.previousScanId,
    step: line.step,
    opensAt: line.opensAt?.toISOString() ?? null,
    closesAt: line.closesAt?.toISOString() ?? null,
    ...timesOf(line, now),
    closedAt: line.closedAt?.toISOString() ?? null,
    response: addedBand(totalsOf(groups).map(({ response }) => response)),
    countedAt: line.mixedAt?.toISOString() ?? null,
  }
}

function timesOf(line: ScanLine, now: Date) {
  const status = statusOf(line, now)
  if (!line.opensAt || !line.closesAt) {
    return { status, opensOn: line.opensOn, closesOn: line.closesOn, daysLeft: null }
  }
  const closesOn = lastDayBefore(line.closesAt)
  const daysLeft = status === 'open' ? daysBetween(dayOf(now), closesOn) : null
  return { status, opensOn: dayOf(line.opensAt), closesOn, daysLeft }
}

/** Per perspective that takes part. */
function totalsOf(groups: readonly CountedGroup[]) {
  const taking = PERSPECTIVES.filter((one) => groups.some(({ perspective }) => perspective === one))
  return taking.map((perspective) => {
    const response = totalBand(groups.filter((group) => group.perspective === perspective))
    return { perspective, response }
  })
}

interface DraftAround {
  units: readonly UnitRow[]
  catalogue: Catalogue
  organisationName: string
  siteUrl: string
  now: Date
}

/** All that the wizard shows, worked out anew from what is kept. */
export function presentDraft(line: ScanLine, settings: ScanSettings, around: DraftAround): ScanDraft {
  const { units, catalogue, organisationName, siteUrl, now } = around
  const today = dayOf(now)
  const existing = unitIds(units.filter(({ archivedAt }) => archivedAt === null))
  const filling: Filling = {
    organisation: organisationName,
    unit: units.find(({ id }) => id === settings.units[0]?.unitId)?.name ?? organisationName,
    link: `${siteUrl}/r#…`,
    closesOn: settings.closesOn,
    minutes: longestMinutes(catalogue.instruments.get(settings.instrumentId), settings),
    today,
  }
  return {
    scan: presentScan(line, [], catalogue, now),
    settings,
    checks: checkLaunch(settings, existing, catalogue.instruments, today),
    presets: presetsFrom(today),
    floors: FLOORS,
    suggestedReminders:
      settings.opensOn && settings.closesOn ? remindersBetween(settings.opensOn, settings.closesOn) : [],
    today,
    holes: holesOf(filling),
    siteUrl,
  }
}

function longestMinutes(
  instrument: Instrument | undefined,
  { perspectives, form, ownQuestions }: ScanSettings,
): number {
  if (!instrument) return 0
  const own = ownQuestions.filter(isWritten).length
  return Math.max(0, ...perspectives.map((perspective) => minutesFor(instrument, perspective, form, own)))
}

export function unitIds(units: Iterable<{ id: string }>): Set<string> {
  return new Set([...units].map(({ id }) => id))
}

function minimumsOf(line: ScanLine): GroupMinimums {
  return {
    professional: line.minimumProfessional ?? 0,
    client: line.minimumClient ?? 0,
    manager: line.minimumManager ?? 0,
  }
}

/** Counts only, in bands, of the last full count; scores do not exist before closing. */
export function presentProgress(line: ScanLine, counted: readonly CountedGroup[], now: Date): Progress {
  const { status, daysLeft } = timesOf(line, now)
  const minimums = minimumsOf(line)
  const groups = inReadingOrder(counted)
  const perspectives = totalsOf(groups)
  const today = dayOf(now)
  return {
    status,
    daysLeft,
    nextReminderOn: line.remindersOn.toSorted().find((day) => day >= today) ?? null,
    reminderToday: line.remindersOn.includes(today),
    total: addedBand(perspectives.map(({ response }) => response)),
    perspectives,
    groups: groups.map((group) => {
      const { id, unitId, unitName, perspective } = group
      const response = toldBand(group)
      const needed = neededAtMost(response, minimums[perspective])
      return { id, unitId, unitName, perspective, response, neededAtMost: needed }
    }),
    countedAt: line.mixedAt?.toISOString() ?? null,
  }
}

export function inReadingOrder<Group extends { unitName: string; perspective: Perspective }>(
  groups: readonly Group[],
): Group[] {
  const place = ({ perspective }: Group) => PERSPECTIVES.indexOf(perspective)
  return groups.toSorted((a, b) => a.unitName.localeCompare(b.unitName, 'nl') || place(a) - place(b))
}
