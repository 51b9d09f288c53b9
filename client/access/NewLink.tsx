import { useState } from 'preact/hooks'
import type { MemberInvitation } from '#server/access/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { InvitationLink } from './InvitationLink.tsx'

interface NewLinkProps {
  name: string
  make: () => Promise<MemberInvitation>
  onDone: () => void
}

/** Nobody can look up the link that went out before, not even we: a new one takes its place. */
export function NewLink({ name, make, onDone }: NewLinkProps) {
  const [made, setMade] = useState<MemberInvitation>()
  const { submit, busy, error } = useSubmit(async () => setMade(await make()))
  const close = () => {
    setMade(undefined)
    onDone()
  }
  return (
    <>
      <Button kind="quiet" label={t('access.members.newLinkFor', { name })} busy={busy} onClick={submit}>
        {t('access.members.newLink')}
      </Button>
      <ErrorNotice error={error} />
      <Dialog open={made !== undefined} title={t('access.members.newLinkFor', { name })} onClose={close}>
        <div class="stack">
          {made && <InvitationLink title={t('access.members.newLinkMade')} invitation={made} />}
          <div class="buttons buttons-end">
            <Button kind="primary" onClick={close}>
              {t('common.close')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
