import { getOpenLinks } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { useSignedIn } from '../ui/session.ts'
import { useLoad } from '../ui/use-load.ts'

/** What the figures rest on, where one person may have answered twice. */
export function OpenLinkBasis({ scanId }: { scanId: string }) {
  const handsOutLinks = useSignedIn()?.role === 'messenger'
  return (
    <>
      <p class="hint">
        <Badge>{t('privacy.openLink.label')}</Badge> {t('privacy.openLink.basis')}
      </p>
      {handsOutLinks && <Burst scanId={scanId} />}
    </>
  )
}

/** Of no link in particular: a team that is not shown may be behind it. */
function Burst({ scanId }: { scanId: string }) {
  const [links] = useLoad(`open links ${scanId}`, () => getOpenLinks(scanId))
  if (links.state !== 'ready' || !links.value.links.some(({ hadBurst }) => hadBurst)) return null
  return <p class="amber-note">{t('privacy.openLink.anyBurst')}</p>
}
