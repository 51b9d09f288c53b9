import type { OrganisationKind } from '../../access/contract.ts'
import type { JourneyStop, StopId } from '../../follow-ups/contract.ts'
import { type Journey, whereOn } from '../../follow-ups/journey.ts'
import type { Preparation } from '../../organisations/contract.ts'
import { statusOf as actionStatusOf, type Moments } from '../../plans/action.ts'
import type { ScanStatus } from '../../scans/contract.ts'
import { statusOf } from '../../scans/scan.ts'
import type { Instrument } from '../../surveys/survey.ts'

/** What the database tells of one organisation: how far it is, and nothing of what anybody answered. */
export interface Facts {
  id: string
  name: string
  kind: OrganisationKind
  region: { id: string; name: string } | null
  preparation: Preparation
  hasUnits: boolean
  hasMessenger: boolean
  isInvited: boolean
  scans: ScanFacts[]
  actions: (Moments & { planId: string })[]
}

export interface ScanFacts {
  id: string
  launchedAt: Date | null
  opensAt: Date | null
  closesAt: Date | null
  closedAt: Date | null
  previousScanId: string | null
  publishedAt: Date | null
  /** Of what was published. */
  instrumentId: string | null
  planId: string | null
}

export interface Standing extends Facts {
  stop: StopId
  stops: JourneyStop[]
  /** The scan of the total: the one that is open, else the one that closed last. */
  shown: { id: string; status: ScanStatus } | null
}

interface Around {
  instruments: ReadonlyMap<string, Instrument>
  now: Date
}

const UNTOLD = { title: '', response: { invited: 0, answeredAtLeast: 0 }, countedAt: null, daysLeft: null }

/** Where an organisation is: by the same rule that its own messenger sees. */
export function standingOf(facts: Facts, { instruments, now }: Around): Standing {
  const scans = facts.scans.map((scan) => ({ ...scan, status: statusOf(scan, now) }))
  const journey: Journey = {
    role: 'messenger',
    now,
    preparation: facts.preparation,
    hasUnits: facts.hasUnits,
    scans: scans.map(({ id, status, previousScanId }) => ({
      ...UNTOLD,
      ...{ id, status, previousScanId, phase: 1, opensAt: null },
    })),
    published: newestFirst(scans).map(({ id, previousScanId, publishedAt, planId, instrumentId }) => {
      const phase = instruments.get(instrumentId ?? '')?.phase ?? null
      return { id, title: '', phase, previousScanId, publishedAt, planId }
    }),
    actions: facts.actions.map((action) => ({
      planId: action.planId,
      status: actionStatusOf(action),
      ...{ late: false, own: false },
    })),
  }
  const { stops } = whereOn(journey)
  const stop = stops.find(({ state }) => state === 'current')?.id ?? 'prepare'
  const shown = scans.find(({ status }) => status === 'open') ?? newestFirst(scans)[0]
  return { ...facts, stop, stops, shown: shown ? { id: shown.id, status: shown.status } : null }
}

function newestFirst<Scan extends ScanFacts>(scans: readonly Scan[]): (Scan & { publishedAt: Date })[] {
  return scans
    .filter((scan): scan is Scan & { publishedAt: Date } => scan.publishedAt !== null)
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.id < b.id ? -1 : 1))
}
