import type { StopId } from '../../follow-ups/contract.ts'
import type { ListQuery } from './contract.ts'
import type { Standing } from './standing.ts'

export const PAGE_SIZE = 25

const STOPS: readonly StopId[] = ['prepare', 'competence-scan', 'discuss', 'plan', 'follow-up', 're-scan']

interface Listed {
  all: number
  total: number
  page: number
  pages: number
  stops: { id: StopId; count: number }[]
  shown: Standing[]
}

/** One page of what fits the filter; a page beyond the last is the last. Expects them in the order of their names. */
export function listed(standings: readonly Standing[], query: ListQuery): Listed {
  const besides = standings.filter((one) => fits(one, query))
  const fitting = besides.filter(({ stop }) => query.stop === undefined || query.stop === stop)
  const pages = Math.max(1, Math.ceil(fitting.length / PAGE_SIZE))
  const page = Math.min(pages, Number(query.page ?? 1))
  return {
    all: standings.length,
    total: fitting.length,
    page,
    pages,
    stops: countsOf(besides),
    shown: fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  }
}

export function countsOf(standings: readonly Standing[]): Listed['stops'] {
  return STOPS.map((id) => ({ id, count: standings.filter(({ stop }) => stop === id).length }))
}

function fits({ name, kind, region }: Standing, query: ListQuery): boolean {
  const wanted = plain(query.search ?? '')
  return (
    plain(name).includes(wanted) &&
    (query.kind === undefined || query.kind === kind) &&
    (query.region === undefined || query.region === (region?.id ?? 'none'))
  )
}

/** Capitals and accents make no difference to who searches. */
function plain(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
