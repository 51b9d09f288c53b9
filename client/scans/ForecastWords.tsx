import type { Forecast } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { forecastSums } from './forecast-view.ts'
import { Mark } from './PeopleTable.tsx'

/** What the marks of the table come down to, and why small teams are not shown by themselves. */
export function ForecastWords({ forecast }: { forecast: Forecast }) {
  const sums = forecastSums(forecast)
  if (sums.length === 0) return null
  return (
    <Card title={t('scans.forecast.title')}>
      <div role="status">
        <ul class="plain-list">
          {sums.map(({ perspective, readable, units }) => (
            <li key={perspective}>
              <Mark perspective={perspective} /> <strong>{t(`scans.perspectives.${perspective}`)}</strong>:{' '}
              {t('scans.forecast.sum', { readable, count: units })}
            </li>
          ))}
        </ul>
      </div>
      <p class="hint">{t('scans.forecast.why')}</p>
    </Card>
  )
}
