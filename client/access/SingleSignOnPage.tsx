import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { finishSignOn, signInPath } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from '../ui/session.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { takeReturnPath } from './link-secret.ts'

/** Where the sign-on of an organisation sends the browser back to. What it says is looked at by the server, once. */
export function SingleSignOnPage({ providerId }: { providerId: string }) {
  const { reloadSession } = useSession()
  const { route } = useLocation()
  const { submit, error } = useSubmit(async () => {
    const answer = location.search.slice(1)
    history.replaceState(null, '', location.pathname)
    const path = takeReturnPath()
    await finishSignOn(providerId, answer)
    reloadSession()
    route(signInPath(path), true)
  })
  useEffect(() => {
    submit()
  }, [submit])

  if (error === undefined) {
    return (
      <Page title={t('signOn.journey.title')} purpose={t('signOn.journey.busy')}>
        <Skeleton />
      </Page>
    )
  }
  return (
    <Page title={t('signOn.journey.stoppedTitle')}>
      <div class="stack">
        <ErrorNotice error={error} />
        <div class="buttons">
          <Button kind="primary" href="/sign-in">
            {t('signOn.journey.again')}
          </Button>
        </div>
      </div>
    </Page>
  )
}
