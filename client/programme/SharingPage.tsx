import type { Sharing } from '#server/programme/contract.ts'
import { AskFirst } from '../access/AskFirst.tsx'
import { endGrant, getSharing, giveGrant, joinComparison, leaveComparison } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { OrganisationTabs } from '../ui/Tabs.tsx'

const agreements = {
  grant: { give: giveGrant, end: endGrant },
  comparison: { give: joinComparison, end: leaveComparison },
}

/** What the organisation lets others see of it, and how it takes that back. */
export function SharingPage() {
  const mayChange = useSignedIn()?.role === 'messenger'
  return (
    <Page
      title={t('programme.sharing.title')}
      purpose={t('programme.sharing.purpose')}
      tabs={<OrganisationTabs />}
    >
      <Loaded name="sharing" load={getSharing}>
        {(sharing, reload) => (
          <div class="stack">
            {!mayChange && <p>{t('programme.sharing.readOnly')}</p>}
            {(['grant', 'comparison'] as const).map((which) => (
              <Agreement
                key={which}
                which={which}
                agreement={sharing[which]}
                onDone={mayChange ? reload : undefined}
              />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

interface AgreementProps {
  which: keyof Sharing
  agreement: Sharing[keyof Sharing]
  /** Without it nothing can be changed. */
  onDone: (() => void) | undefined
}

function Agreement({ which, agreement, onDone }: AgreementProps) {
  const deed = agreement ? 'end' : 'give'
  const since = agreement && { date: formatDate(agreement.givenAt), name: agreement.givenBy }
  return (
    <Card
      title={t(`programme.sharing.${which}.title`)}
      action={
        <Badge tone={agreement ? 'strength' : 'neutral'}>
          {t(agreement ? 'programme.sharing.on' : 'programme.sharing.off')}
        </Badge>
      }
    >
      <p>{t(`programme.sharing.${which}.what`)}</p>
      {since && <p class="hint">{t('programme.sharing.since', since)}</p>}
      {onDone && (
        <div class="buttons">
          <AskFirst
            kind="secondary"
            danger={deed === 'end'}
            action={t(`programme.sharing.${which}.${deed}`)}
            question={t(`programme.sharing.${which}.${deed}Question`)}
            send={agreements[which][deed]}
            onDone={onDone}
          >
            {t(`programme.sharing.${which}.${deed}What`)}
          </AskFirst>
        </div>
      )}
    </Card>
  )
}
