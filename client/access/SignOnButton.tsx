import type { ComponentChildren } from 'preact'
import type { SignOnProviders, StartSignOn } from '#server/access/contract.ts'
import { startSignOn } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { keepReturnPath } from './link-secret.ts'

interface SignOnButtonProps {
  provider: SignOnProviders[number]
  /** Where to go on afterwards. */
  wanted: string
  what?: StartSignOn
  kind?: 'primary' | 'secondary'
  children: ComponentChildren
}

/** Leads to the sign-on of an organisation. */
export function SignOnButton({
  provider,
  wanted,
  what = {},
  kind = 'secondary',
  children,
}: SignOnButtonProps) {
  const { submit, busy, error } = useSubmit(async () => {
    const { address } = await startSignOn(provider.id, what)
    keepReturnPath(wanted)
    location.assign(address)
  })
  return (
    <>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind={kind} busy={busy} onClick={submit}>
          {children}
        </Button>
      </div>
    </>
  )
}
