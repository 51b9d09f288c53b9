import type { ScanFigures } from '../results/contract.ts'
import { type GroupMoments, mergeGroupMoments } from '../results/statistics/icc.ts'
import { type ItemMoments, mergeItemMoments } from '../results/statistics/reliability.ts'
import type { Form, Perspective } from '../surveys/survey.ts'

export interface ScanOfPool {
  organisationId: string
  instrumentId: string
  instrumentVersion: string
  form: Form
  figures: ScanFigures
}

/** The sums of one dimension as one perspective was asked it, over scans that may be put together. */
export interface Pool {
  instrumentId: string
  instrumentVersion: string
  form: Form
  perspective: Perspective
  dimension: string
  items: string[]
  scans: number
  /** Of each the teams in its largest scan: a scan that is repeated asks the same teams. */
  teams: Map<string, number>
  complete: ItemMoments
  between: GroupMoments
}

/**
 * Adds a scan to the pools it belongs to. Only answers to the same items of the same version are put together; a file that was changed
 * under its old version number makes a pool of its own.
 */
export function addScan(pools: Map<string, Pool>, scan: ScanOfPool): void {
  const { organisationId, instrumentId, instrumentVersion, form } = scan
  for (const { perspective, dimension, items, complete, between } of scan.figures.dimensions) {
    const key = JSON.stringify([instrumentId, instrumentVersion, form, perspective, dimension, items])
    const pool = pools.get(key)
    if (pool) {
      pool.scans += 1
      pool.teams.set(organisationId, Math.max(pool.teams.get(organisationId) ?? 0, between.groups))
      pool.complete = mergeItemMoments(pool.complete, complete)
      pool.between = mergeGroupMoments(pool.between, between)
      continue
    }
    const teams = new Map([[organisationId, between.groups]])
    const asked = { instrumentId, instrumentVersion, form, perspective, dimension, items }
    pools.set(key, { ...asked, scans: 1, teams, complete, between })
  }
}
