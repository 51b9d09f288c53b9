import type { OpenLink } from '#server/privacy/contract.ts'
import { t } from '../text/text.ts'

/** What a shared link cannot prevent, and what was noticed on this one. */
export function OpenLinkNotes({ link }: { link: OpenLink | undefined }) {
  return (
    <>
      {link?.isFull && <p class="amber-note">{t('privacy.openLink.full')}</p>}
      {link?.hadBurst && <p class="amber-note">{t('privacy.openLink.burst')}</p>}
    </>
  )
}
