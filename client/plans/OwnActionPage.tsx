import { useMemo, useState } from 'preact/hooks'
import type { OwnAction, OwnActionEvent } from '#server/plans/contract.ts'
import { linkSecret } from '../access/link-secret.ts'
import { ApiError, changeOwnChecks, getOwnCalendar, lookUpOwnAction, reportOwnAction } from '../api.ts'
import { newId } from '../responses/device.ts'
import { inLanguage, t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextArea } from '../ui/Field.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { offerFile } from '../ui/offer-file.ts'
import { Page } from '../ui/Page.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { CheckList } from './CheckList.tsx'
import { History } from './History.tsx'
import { Prerequisites } from './Prerequisites.tsx'
import { isOpen } from './steps.ts'
import './plans.css'

/** What the owner sees through the personal link: one action, and nothing to get lost in. */
export function OwnActionPage() {
  const secret = useMemo(linkSecret, [])
  return (
    <Loaded wholePage name={`own action ${secret}`} load={() => lookUp(secret)}>
      {(own, reload) => (own ? <ReadyOwnAction secret={secret} own={own} reload={reload} /> : <Unknown />)}
    </Loaded>
  )
}

/** Undefined for a link that does not work, or not any more. */
function lookUp(secret: string): Promise<OwnAction | undefined> {
  if (secret.length < 10) return Promise.resolve(undefined)
  return lookUpOwnAction(secret).catch((error: unknown) => {
    if (error instanceof ApiError && (error.code === 'link-revoked' || error.status === 400)) return undefined
    throw error
  })
}

function Unknown() {
  return (
    <Page title={t('plans.ownAction.unknown')}>
      <p>{t('plans.ownAction.unknownWhat')}</p>
    </Page>
  )
}

interface PartProps {
  secret: string
  own: OwnAction
  reload: () => void
}

function ReadyOwnAction({ secret, own, reload }: PartProps) {
  const { title, organisation, description, checks, version, prerequisites } = own
  return (
    <Page title={title} purpose={t('plans.ownAction.purpose', { organisation })}>
      <div class="own-action">
        <p class="action-facts">
          <Badge tone={own.late ? 'chance' : 'neutral'}>{t(`plans.status.${own.status}`)}</Badge>
          <span>{inLanguage(own.dimension)}</span>
        </p>
        {description && <p class="as-typed">{description}</p>}
        <Due secret={secret} own={own} />
        {prerequisites.some(({ state }) => state === 'open') && (
          <Card title={t('plans.prerequisites.title')}>
            <p>{t('plans.ownAction.needsFirst')}</p>
            <Prerequisites prerequisites={prerequisites} />
          </Card>
        )}
        {checks.length > 0 && (
          <Card title={t('plans.checks.title')}>
            <CheckList
              checks={checks}
              mayChange={isOpen(own.status)}
              mayEdit={false}
              save={(ticked) => changeOwnChecks({ secret, version, checks: ticked }).finally(reload)}
            />
          </Card>
        )}
        <Report secret={secret} own={own} reload={reload} />
        <details>
          <summary>{t('plans.history.title')}</summary>
          <History lines={own.history} />
        </details>
      </div>
    </Page>
  )
}

function Due({ secret, own: { dueOn, late, title } }: Omit<PartProps, 'reload'>) {
  const { busy, error, submit } = useSubmit(async () => {
    const { calendar } = await getOwnCalendar(secret)
    offerFile(`${title.slice(0, 40)}.ics`, calendar, 'text/calendar')
  })
  if (!dueOn) return <p class="hint">{t('plans.ownAction.noDue')}</p>
  return (
    <div class="own-due">
      <p>
        {t('plans.ownAction.due')}: <strong>{formatDate(dueOn)}</strong>{' '}
        {late && <Badge tone="chance">{t('plans.card.late')}</Badge>}
      </p>
      <Button icon="calendar" busy={busy} onClick={submit}>
        {t('plans.ownAction.calendar')}
      </Button>
      <ErrorNotice error={error} />
    </div>
  )
}

type Kind = OwnActionEvent['kind']
const ENDED = { done: 'waitsForConfirm', confirmed: 'isConfirmed', stopped: 'isStopped' } as const

function Report({ secret, own, reload }: PartProps) {
  const [kind, setKind] = useState<Kind>()
  const [sent, setSent] = useState(false)
  const { status } = own
  const kinds: Kind[] = isOpen(status)
    ? [...(status === 'started' ? [] : ['start' as const]), 'done', 'note', 'stop']
    : ['note']
  const finish = () => {
    setKind(undefined)
    setSent(true)
    reload()
  }
  return (
    <Card title={t('plans.ownAction.report')}>
      {sent && (
        <Notice kind="strength" live>
          <p>{t('plans.ownAction.sent')}</p>
        </Notice>
      )}
      {status in ENDED && <p>{t(`plans.ownAction.${ENDED[status as keyof typeof ENDED]}`)}</p>}
      {kind ? (
        <ReportForm
          key={kind}
          secret={secret}
          kind={kind}
          onSent={finish}
          onCancel={() => setKind(undefined)}
        />
      ) : (
        <div class="own-kinds">
          {kinds.map((one, place) => (
            <Button
              key={one}
              kind={place === 0 && one !== 'note' ? 'primary' : 'secondary'}
              onClick={() => setKind(one)}
            >
              {t(`plans.ownAction.${one}`)}
            </Button>
          ))}
        </div>
      )}
    </Card>
  )
}

interface ReportFormProps {
  secret: string
  kind: Kind
  onSent: () => void
  onCancel: () => void
}

const ASKS = {
  start: { as: 'note', label: 'plans.ownAction.noteField', required: false },
  done: { as: 'evidence', label: 'plans.move.evidence', required: true },
  note: { as: 'note', label: 'plans.ownAction.noteField', required: true },
  stop: { as: 'reason', label: 'plans.ownAction.stopField', required: true },
} as const

function ReportForm({ secret, kind, onSent, onCancel }: ReportFormProps) {
  const [words, setWords] = useState('')
  const id = useMemo(newId, [])
  const { as, label, required } = ASKS[kind]
  const { busy, error, submit } = useSubmit(async () => {
    await reportOwnAction({ secret, id, kind, ...(words.trim() ? { [as]: words.trim() } : {}) })
    onSent()
  })
  return (
    <form onSubmit={submit}>
      <p>
        <strong>{t(`plans.ownAction.${kind}`)}</strong>
      </p>
      <TextArea
        label={t(label)}
        hint={t('plans.move.evidenceHint')}
        value={words}
        maxLength={2000}
        required={required}
        onInput={setWords}
      />
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('plans.ownAction.send')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
