import { useLocation } from 'preact-iso'
import type { Publication } from '#server/results/contract.ts'
import { getGrantedResults } from '../api.ts'
import { chosenFrom } from '../results/chosen.ts'
import { HowToRead } from '../results/HowToRead.tsx'
import { Dashboard, NothingToRead } from '../results/ResultsPage.tsx'
import { t } from '../text/text.ts'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'

interface GrantedResultsPageProps {
  organisationId: string
  scanId: string
}

/** The page of results that an organisation shares with the programme centre. */
export function GrantedResultsPage({ organisationId, scanId }: GrantedResultsPageProps) {
  return (
    <Loaded wholePage name={`granted ${scanId}`} load={() => getGrantedResults(organisationId, scanId)}>
      {(publication) => <Granted publication={publication} organisationId={organisationId} />}
    </Loaded>
  )
}

function Granted({ publication, organisationId }: { publication: Publication; organisationId: string }) {
  const { unit, perspective } = useLocation().query
  const chosen = chosenFrom(publication, { unit, perspective })
  const { scan, units } = publication
  return (
    <Page
      title={scan.title}
      purpose={t('results.page.purpose', { date: formatDate(closingDay(scan.closedAt)) })}
      breadcrumb={[
        { label: t('programme.list.title'), href: '/programme' },
        { label: units[0]?.name ?? '', href: `/programme/organisations/${organisationId}` },
      ]}
    >
      {chosen ? <Dashboard chosen={chosen} mayPlan={false} /> : <NothingToRead publication={publication} />}
      <HowToRead publication={publication} withMethod={false} />
    </Page>
  )
}
