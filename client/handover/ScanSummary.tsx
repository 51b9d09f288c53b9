import type { HandoverScan } from '#server/handover/contract.ts'
import { t } from '../text/text.ts'
import { formatDate } from '../ui/format.ts'

export function ScanSummary({ scan }: { scan: HandoverScan }) {
  const { id, title, status, commentsWait, planId, hasResults } = scan
  return (
    <li>
      <h3>
        <a href={`/scans/${id}`}>{title}</a> <span class="badge">{t(`scans.status.${status}`)}</span>
      </h3>
      {scan.minimums && <Promises scan={scan} />}
      {commentsWait && (
        <p>
          <a href={`/scans/${id}/comments`}>{t('handover.toJudge')}</a>
        </p>
      )}
      {hasResults && !planId && <p>{t('handover.noPlan')}</p>}
    </li>
  )
}

/** What the people who were asked were told, and what therefore has to stay so. */
function Promises({ scan }: { scan: HandoverScan }) {
  const { minimums, closesOn, status, answersUntil, answersDestroyedOn, openLinks } = scan
  return (
    <ul>
      {closesOn && (
        <li>
          {t(status === 'closed' ? 'handover.closed' : 'handover.closes', { date: formatDate(closesOn) })}
        </li>
      )}
      {minimums && <li>{t('handover.minimums', minimums)}</li>}
      {answersDestroyedOn && <li>{t('handover.destroyed', { date: formatDate(answersDestroyedOn) })}</li>}
      {!answersDestroyedOn && answersUntil && (
        <li>{t('handover.keptUntil', { date: formatDate(answersUntil) })}</li>
      )}
      {openLinks > 0 && <li>{t('handover.openLinks', { count: openLinks })}</li>}
    </ul>
  )
}
