import { getRetention } from '../api.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { retentionLine } from './words.ts'

/** Beside the results of a closed scan: what becomes, or became, of the answers. */
export function RetentionCard({ scanId }: { scanId: string }) {
  return (
    <Card title={t('privacy.retention.title')}>
      <Loaded name={`retention ${scanId}`} load={() => getRetention(scanId)}>
        {(retention) => <p>{retentionLine(retention)}</p>}
      </Loaded>
    </Card>
  )
}
