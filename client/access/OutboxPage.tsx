import type { MailLine, Outbox } from '#server/access/contract.ts'
import { getOutbox } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatDateTime } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { OrganisationTabs } from '../ui/Tabs.tsx'
import './access.css'

export function OutboxPage() {
  return (
    <Page title={t('access.outbox.title')} purpose={t('access.outbox.purpose')} tabs={<OrganisationTabs />}>
      <Loaded name="outbox" load={getOutbox}>
        {(outbox) => (outbox.mails.length > 0 ? <Mails {...outbox} /> : <NoMails />)}
      </Loaded>
    </Page>
  )
}

function NoMails() {
  return (
    <EmptyState
      title={t('access.outbox.emptyTitle')}
      action={<Button href="/organisation/members">{t('access.outbox.emptyAction')}</Button>}
    >
      <p>{t('access.outbox.empty')}</p>
    </EmptyState>
  )
}

function Mails({ mails, hasMore }: Outbox) {
  return (
    <div class="stack">
      <div class="questions">
        {mails.map((mail) => (
          <Mail key={mail.id} mail={mail} />
        ))}
      </div>
      {hasMore && <p class="hint">{t('access.outbox.more')}</p>}
      <p class="hint">{t('access.outbox.kept')}</p>
    </div>
  )
}

function Mail({ mail: { recipient, subject, text, createdAt, sentAt } }: { mail: MailLine }) {
  return (
    <details>
      <summary>
        {subject}{' '}
        <span class={sentAt ? 'badge badge-strength' : 'badge badge-chance'}>
          {t(sentAt ? 'access.outbox.sent' : 'access.outbox.waiting')}
        </span>
        <span class="hint mail-to">{t('access.outbox.to', { recipient })}</span>
      </summary>
      <div class="stack">
        <p class="hint">{t('access.outbox.made', { date: formatDateTime(createdAt) })}</p>
        <CopyText label={t('access.outbox.text')} text={text} rows={10} />
      </div>
    </details>
  )
}
