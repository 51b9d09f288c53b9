import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { AuditLog } from '#server/audit-log/contract.ts'
import { auditCsvPath, getAuditLog, type LogOf } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LoadFailed, Skeleton } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { OrganisationTabs, ProgrammeTabs } from '../ui/Tabs.tsx'
import { useLoad } from '../ui/use-load.ts'
import { Entries } from './Entries.tsx'
import { asQuery, choosing, type Filters, filtersIn } from './filters.ts'
import { LogCheck } from './LogCheck.tsx'
import { LogSearch } from './LogSearch.tsx'
import './audit-log.css'

export function AuditLogPage() {
  return (
    <Page title={t('auditLog.title')} purpose={t('auditLog.purpose')} tabs={<OrganisationTabs />}>
      <Log of="organisation" />
    </Page>
  )
}

export function ProgrammeLogPage() {
  return (
    <Page
      title={t('auditLog.programmeTitle')}
      purpose={t('auditLog.programmePurpose')}
      tabs={<ProgrammeTabs />}
    >
      <Log of="programme" />
    </Page>
  )
}

/** What was found before stays until the next is there: whoever chooses by keyboard keeps the place. */
function Log({ of }: { of: LogOf }) {
  const { path, query, route } = useLocation()
  const filters = filtersIn(query)
  const choose = (choice: Filters) => route(path + asQuery(choosing(filters, choice)))
  const wanted = asQuery(filters)
  const [loading, reload] = useLoad(`audit log ${of} ${wanted}`, () => getAuditLog(of, wanted))
  const last = useRef<AuditLog>(undefined)
  if (loading.state === 'ready') last.current = loading.value
  const log = last.current
  return (
    <div class="stack">
      <div class="audit-kept hint">
        <p>{t('auditLog.kept')}</p>
        <p>{t('auditLog.notKept')}</p>
      </div>
      <LogCheck of={of} />
      {log && <LogSearch log={log} filters={filters} choose={choose} clear={() => route(path)} />}
      {loading.state === 'failed' && <LoadFailed error={loading.error} onRetry={reload} />}
      {loading.state === 'loading' && !log && <Skeleton />}
      {loading.state !== 'failed' && log && (
        <div class="stack audit-found" aria-busy={loading.state === 'loading'}>
          <Found log={log} filters={filters} choose={choose}>
            <Button href={auditCsvPath(of, asQuery({ ...filters, before: '' }))} download>
              {t('auditLog.export')}
            </Button>
          </Found>
        </div>
      )}
    </div>
  )
}

interface FoundProps {
  log: AuditLog
  filters: Filters
  choose: (choice: Filters) => void
  children: ComponentChildren
}

function Found({ log, filters, choose, children }: FoundProps) {
  const { entries, hasMore, failedSignIns } = log
  const last = entries.at(-1)
  if (entries.length === 0) return <Nothing isFiltered={Object.keys(filters).length > 0} />
  return (
    <>
      <Entries entries={entries} choose={choose} />
      <div class="buttons">
        {hasMore && last && (
          <Button onClick={() => choose({ before: String(last.position) })}>{t('auditLog.older')}</Button>
        )}
        {filters.before && <Button onClick={() => choose({})}>{t('auditLog.newest')}</Button>}
        {children}
      </div>
      {failedSignIns.attempts > 0 && (
        <p class="hint">
          {t('auditLog.failures', { count: failedSignIns.attempts, days: failedSignIns.days })}{' '}
          {t('auditLog.failuresHow')}
        </p>
      )}
    </>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState title={t(isFiltered ? 'auditLog.nothingFound' : 'auditLog.empty')}>
      <p>{t(isFiltered ? 'auditLog.nothingFoundWhat' : 'auditLog.emptyWhat')}</p>
    </EmptyState>
  )
}
