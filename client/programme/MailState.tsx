import type { InvitationMail } from '#server/access/contract.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'

/** Who was invited by mail that did not go out needs the link from somebody's hand. */
export function MailState({ mail }: { mail: InvitationMail }) {
  return <Badge tone={mail === 'unsent' ? 'chance' : 'neutral'}>{t(`programme.people.mail.${mail}`)}</Badge>
}
