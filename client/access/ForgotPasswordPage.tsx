import { askPasswordReset } from '../api.ts'
import { t } from '../text/text.ts'
import { AskForLink } from './AskForLink.tsx'

export function ForgotPasswordPage() {
  return (
    <AskForLink
      title={t('access.forgot.title')}
      purpose={t('access.forgot.purpose')}
      submitLabel={t('access.forgot.submit')}
      sentTitle={t('access.forgot.sentTitle')}
      sent={(email) => t('access.forgot.sent', { email })}
      noMail={t('access.forgot.noMail')}
      ask={askPasswordReset}
    />
  )
}
