import { useState } from 'preact/hooks'
import type { Action, OwnerLink } from '#server/plans/contract.ts'
import { makeOwnerLink, revokeOwnerLinks } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { formatDate } from '../ui/format.ts'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface OwnerLinkCardProps {
  action: Action
  reload: () => void
}

/** The way in for an owner without an account. */
export function OwnerLinkCard({ action, reload }: OwnerLinkCardProps) {
  const [made, setMade] = useState<OwnerLink>()
  const [asking, setAsking] = useState(false)
  const name = action.owner?.name ?? t('plans.action.field.ownerName')
  const make = useSubmit(async () => {
    setMade(await makeOwnerLink(action.id))
    reload()
  })
  const revoke = useSubmit(async () => {
    await revokeOwnerLinks(action.id)
    setMade(undefined)
    setAsking(false)
    reload()
  })
  return (
    <Card title={t('plans.link.title')}>
      <p>{t('plans.link.what')}</p>
      {action.linkedAt && !made && (
        <p class="hint">{t('plans.link.since', { date: formatDate(action.linkedAt) })}</p>
      )}
      {made && action.linkedAt && <Made made={made} name={name} />}
      <ErrorNotice error={make.error} />
      <div class="buttons">
        <Button busy={make.busy} onClick={make.submit}>
          {t(action.linkedAt ? 'plans.link.renew' : 'plans.link.make')}
        </Button>
        {action.linkedAt && (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t('plans.link.revoke')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title={t('plans.link.revokeAsk', { name })}
        confirm={t('plans.link.revoke')}
        danger
        busy={revoke.busy}
        error={revoke.error}
        onConfirm={revoke.submit}
        onCancel={() => setAsking(false)}
      >
        <p>{t('plans.link.revokeWhat')}</p>
      </ConfirmDialog>
    </Card>
  )
}

function Made({ made: { link, mailed, action }, name }: { made: OwnerLink; name: string }) {
  const email = action.owner?.email
  return (
    <>
      <p role="status">
        {t('plans.link.once')} {email && t(mailed ? 'plans.link.mailed' : 'plans.link.outbox', { email })}
      </p>
      <CopyText label={t('plans.link.address', { name })} text={link} rows={2} />
    </>
  )
}
