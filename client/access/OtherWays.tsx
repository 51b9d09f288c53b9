import { listSignOnProviders } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useLoad } from '../ui/use-load.ts'
import { SignOnButton } from './SignOnButton.tsx'

/** Signing in without a password. While the server does not answer, the link by mail is offered all the same. */
export function OtherWays({ wanted }: { wanted: string }) {
  const [loaded] = useLoad('sign-on providers', listSignOnProviders)
  const providers = loaded.state === 'ready' ? loaded.value : []
  return (
    <Card title={t('signOn.otherWays')}>
      <div class="stack">
        <p>{t(providers.length > 0 ? 'signOn.otherHow' : 'signOn.otherHowMail')}</p>
        {providers.map((provider) => (
          <SignOnButton key={provider.id} provider={provider} wanted={wanted}>
            {t('signOn.by', { name: provider.name })}
          </SignOnButton>
        ))}
        <div class="buttons">
          <Button href="/sign-in-link">{t('signOn.byMail')}</Button>
        </div>
      </div>
    </Card>
  )
}
