import type { OwnSession } from '#server/access/contract.ts'
import { endAllSessions, endSession, getOwnSessions, signInPath } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatMoment } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { AskFirst } from './AskFirst.tsx'

/** Where the account is signed in. Which device that is, Regie does not keep. */
export function OwnSessions() {
  return (
    <Card title={t('access.sessions.title')}>
      <div class="stack">
        <p>{t('access.sessions.what')}</p>
        <Loaded name="own-sessions" load={getOwnSessions}>
          {({ sessions }, reload) => (
            <ul class="people">
              {sessions.map((session) => (
                <Line key={session.id} session={session} onEnded={reload} />
              ))}
            </ul>
          )}
        </Loaded>
        <div class="buttons">
          <AskFirst
            kind="secondary"
            action={t('access.sessions.endAll')}
            question={t('access.sessions.endAllQuestion')}
            send={endAllSessions}
            onDone={() => location.assign(signInPath('/', 'signed-out-everywhere'))}
          >
            {t('access.sessions.endAllWhat')}
          </AskFirst>
        </div>
      </div>
    </Card>
  )
}

function Line({ session, onEnded }: { session: OwnSession; onEnded: () => void }) {
  const { id, startedAt, lastUsedAt, current } = session
  const { submit, busy, error } = useSubmit(() => endSession(id).then(onEnded))
  const began = formatMoment(startedAt)
  return (
    <li>
      <span class="person">
        <strong>{t(current ? 'access.sessions.here' : 'access.sessions.elsewhere')}</strong>
        <span class="hint">{t('access.sessions.times', { began, used: formatMoment(lastUsedAt) })}</span>
        <ErrorNotice error={error} />
      </span>
      {!current && (
        <Button kind="quiet" busy={busy} label={t('access.sessions.endFor', { began })} onClick={submit}>
          {t('access.sessions.end')}
        </Button>
      )}
    </li>
  )
}
