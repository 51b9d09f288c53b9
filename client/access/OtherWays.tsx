import { listSignOnProviders, startSignOn } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useLoad } from '../ui/use-load.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { keepReturnPath } from './link-secret.ts'

/** Signing in without a password. While the server does not answer, the link by mail is offered all the same. */
export function OtherWays({ wanted }: { wanted: string }) {
  const [loaded] = useLoad('sign-on providers', listSignOnProviders)
  const providers = loaded.state === 'ready' ? loaded.value : []
  return (
    <Card title={t('signOn.otherWays')}>
      <div class="stack">
        <p>{t(providers.length > 0 ? 'signOn.otherHow' : 'signOn.otherHowMail')}</p>
        {providers.map((provider) => (
          <ByProvider key={provider.id} {...provider} wanted={wanted} />
        ))}
        <div class="buttons">
          <Button href="/sign-in-link">{t('signOn.byMail')}</Button>
        </div>
      </div>
    </Card>
  )
}

function ByProvider({ id, name, wanted }: { id: string; name: string; wanted: string }) {
  const { submit, busy, error } = useSubmit(async () => {
    const { address } = await startSignOn(id)
    keepReturnPath(wanted)
    location.assign(address)
  })
  return (
    <>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button busy={busy} onClick={submit}>
          {t('signOn.by', { name })}
        </Button>
      </div>
    </>
  )
}
