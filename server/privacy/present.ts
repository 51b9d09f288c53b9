import { Temporal } from 'temporal-polyfill'
import { COMMENT_BLOCK } from '../results/disclosure/comment-blocks.ts'
import { DETAIL } from '../results/tables.ts'
import { RETENTION } from '../retention.ts'
import type { presentScan } from '../scans/present.ts'
import type { AnswerPromise, PrivacySettings, ProcessFigure, Retention, Sample } from './contract.ts'
import type { KeptScan, PromisedScan, SettingsRow } from './queries.ts'

const NOTHING_CHOSEN: PrivacySettings = {
  officerName: '',
  officerContact: '',
  legalBasis: null,
  legalBasisWhy: '',
  host: '',
  answersMonths: RETENTION.answers.months,
  version: 0,
  changedAt: null,
}

export function presentSettings(row: SettingsRow | undefined): PrivacySettings {
  return row ? { ...row, changedAt: row.changedAt.toISOString() } : NOTHING_CHOSEN
}

export function presentRetention({ answersMonths, closedAt, answersDestroyedAt }: KeptScan): Retention {
  const months = answersMonths ?? RETENTION.answers.months
  return {
    months,
    until: closedAt && monthsAfter(closedAt, months),
    destroyedAt: answersDestroyedAt?.toISOString() ?? null,
  }
}

/** As the job counts them: whole months in UTC, from the 31st to the last day of a shorter month. */
export function monthsAfter(moment: Date, months: number): string {
  const later = Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('UTC')
    .add({ months })
  return new Date(later.epochMilliseconds).toISOString()
}

const ROUND = 5

interface Promised {
  scan: PromisedScan
  closesAt: Date
  group: { invited: number; distribution: 'open-link' | 'codes'; perspective: AnswerPromise['perspective'] }
  settings: PrivacySettings
  sample: Sample
}

/** How many were invited is known to who works there; to whoever found a shared link it is told no finer than in fives. */
export function presentPromise({ scan, closesAt, group, settings, sample }: Promised): AnswerPromise {
  const openLink = group.distribution === 'open-link'
  const people = openLink ? Math.ceil(group.invited / ROUND) * ROUND : group.invited
  const { perspectives, minimums, answersMonths: months } = scan
  const { officerName, officerContact, host } = settings
  return {
    perspective: group.perspective,
    minimums: perspectives.map((perspective) => ({ perspective, minimum: minimums[perspective] })),
    detail: DETAIL,
    comments: { people: COMMENT_BLOCK.respondents, together: COMMENT_BLOCK.comments },
    openLink,
    months,
    until: monthsAfter(closesAt, months),
    officerName,
    officerContact,
    host,
    group: { people, isExact: !openLink },
    sample,
  }
}

type Line = ReturnType<typeof presentScan>

export function presentFigures(scans: readonly Line[], kept: readonly KeptScan[]): ProcessFigure[] {
  const keptOf = new Map(kept.map((each) => [each.id, each]))
  return scans.flatMap(({ id, title, status, response }) => {
    const own = keptOf.get(id)
    return own && status !== 'draft'
      ? [{ scanId: id, title, status, ...response, retention: presentRetention(own) }]
      : []
  })
}
