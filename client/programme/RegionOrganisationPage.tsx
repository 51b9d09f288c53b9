import { kindWords } from '../access/kinds.ts'
import { getRegionOrganisation } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { SixStopLine } from '../ui/SixStopLine.tsx'
import { ScanTotals } from './ScanTotals.tsx'
import { stopWords } from './standing.ts'

/** One organisation of the region, as far as its coordinator sees it. */
export function RegionOrganisationPage({ organisationId }: { organisationId: string }) {
  return (
    <Loaded
      wholePage
      name={`organisation ${organisationId}`}
      load={() => getRegionOrganisation(organisationId)}
    >
      {({ name, kind, region, stops, scans }) => (
        <Page
          title={name}
          purpose={t('programme.region.organisationPurpose')}
          breadcrumb={[{ label: t('programme.region.title', { name: region?.name ?? '' }), href: '/region' }]}
        >
          <div class="stack">
            <p>
              <Badge>{kindWords(kind)}</Badge>
            </p>
            <SixStopLine
              label={t('programme.organisation.line', { name })}
              stops={stops.map(({ id, state }) => ({ label: stopWords(id), state }))}
            />
            <Card title={t('programme.organisation.scans')}>
              <ScanTotals name={name} scans={scans} />
            </Card>
          </div>
        </Page>
      )}
    </Loaded>
  )
}
