import { inLanguage, t } from '../../text/text.ts'
import { formatDate } from '../../ui/format.ts'
import type { ChapterProps } from './Chapter.tsx'

export function Versions({ method }: ChapterProps) {
  const { scan, instrument, engineVersion, explainedVersion } = method
  const { id, version } = instrument
  const period =
    scan.opensOn && scan.closesOn
      ? t('method.versions.periodWords', { from: formatDate(scan.opensOn), to: formatDate(scan.closesOn) })
      : t('method.versions.periodUnknown')
  const lines = [
    [
      t('method.versions.questionnaire'),
      t('method.versions.questionnaireWords', { title: inLanguage(instrument.title), id, version }),
    ],
    [t('method.versions.calculation'), t('method.versions.calculationWords', { version: engineVersion })],
    [
      t('method.versions.scan'),
      t('method.versions.scanWords', { title: scan.title, status: t(`scans.status.${scan.status}`) }),
    ],
    [t('method.versions.period'), period],
  ]
  return (
    <>
      <dl class="method-versions">
        {lines.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>{t(scan.status === 'closed' ? 'method.versions.closed' : 'method.versions.open')}</p>
      {engineVersion !== explainedVersion && (
        <p>{t('method.versions.older', { version: engineVersion, explained: explainedVersion })}</p>
      )}
    </>
  )
}
