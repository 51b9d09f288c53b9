import { t } from '../text/text.ts'
import { Page } from '../ui/Page.tsx'

const questions = [
  'method',
  'anonymity',
  'distribution',
  'response',
  'reading',
  'hidden',
  'plan',
  'roles',
  'trouble',
] as const

export function HelpPage() {
  return (
    <Page title={t('help.title')} purpose={t('help.purpose')}>
      <div class="questions">
        {questions.map((name) => (
          <details key={name} id={name}>
            <summary>{t(`help.${name}.title`)}</summary>
            <p>{t(`help.${name}.text`)}</p>
          </details>
        ))}
      </div>
      <p>
        {t('help.more')}: <a href="/help/api">{t('help.api.title')}</a>
      </p>
    </Page>
  )
}
