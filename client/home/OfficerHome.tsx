import type { Scan } from '#server/scans/contract.ts'
import { listScans } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'

/** What somebody looks after who guards privacy: what is asked, what was agreed about it, and who did what. */
export function OfficerHome() {
  return (
    <div class="cards">
      <Card title={t('home.officer.scans')}>
        <Loaded name="scans" load={listScans}>
          {(scans) => <Scans scans={scans} />}
        </Loaded>
      </Card>
      <Card title={t('home.officer.privacy')}>
        <p>{t('home.officer.privacyWhat')}</p>
        <div class="buttons">
          <Button href="/organisation/privacy">{t('home.officer.toPrivacy')}</Button>
        </div>
      </Card>
      <Card title={t('home.officer.log')}>
        <p>{t('home.officer.logWhat')}</p>
        <div class="buttons">
          <Button href="/organisation/log">{t('home.officer.toLog')}</Button>
        </div>
      </Card>
    </div>
  )
}

function Scans({ scans }: { scans: Scan[] }) {
  if (scans.length === 0) return <p class="hint">{t('home.officer.noScans')}</p>
  return (
    <ul class="plain-list">
      {scans.map(({ id, title, status, closesOn }) => (
        <li key={id} class="home-line">
          <a href={`/scans/${id}`}>{title}</a> <span class="badge">{t(`scans.status.${status}`)}</span>
          {closesOn && <span class="hint">{t('home.officer.until', { date: formatDate(closesOn) })}</span>}
        </li>
      ))}
    </ul>
  )
}
