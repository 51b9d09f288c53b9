import type { PrivacyPage, PrivacyStatement } from '#server/privacy/contract.ts'
import { linkSecret } from '../access/link-secret.ts'
import { getPrivacy, getPrivacyStatement } from '../api.ts'
import { t } from '../text/text.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { DocumentView } from './DocumentView.tsx'
import { dpiaOf } from './dpia.ts'
import { statementOf } from './statement.ts'

const PRIVACY = '/organisation/privacy'

/** Within the organisation. */
export function OwnStatementPage() {
  return <OwnDocument make={statementOf} name="privacy-statement" />
}

export function DpiaPage() {
  return <OwnDocument make={dpiaOf} name="dpia" />
}

function OwnDocument({ make, name }: { make: typeof statementOf; name: string }) {
  return (
    <Loaded name="privacy" load={getPrivacy} wholePage>
      {(page: PrivacyPage) => (
        <Page title={make(page).title} breadcrumb={[{ label: t('privacy.documents.back'), href: PRIVACY }]}>
          <DocumentView document={make(page)} name={name} />
        </Page>
      )}
    </Loaded>
  )
}

/** For whoever was invited, by the code behind the #; it tells of the organisation only. */
export function StatementPage() {
  const code = linkSecret()
  if (!code) {
    return (
      <Page title={t('privacy.documents.statement')}>
        <Notice>
          <p>{t('privacy.statementPage.noCode')}</p>
        </Notice>
      </Page>
    )
  }
  return (
    <Loaded name={`statement ${code}`} load={() => getPrivacyStatement(code)} wholePage>
      {(statement: PrivacyStatement) => {
        const { title, ...rest } = statementOf(statement)
        const { organisation } = statement
        return (
          <Page title={title} purpose={t('privacy.statementPage.purpose', { organisation })}>
            <DocumentView document={{ title, ...rest }} name="privacy-statement" />
          </Page>
        )
      }}
    </Loaded>
  )
}
