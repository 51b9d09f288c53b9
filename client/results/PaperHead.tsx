import type { Publication } from '#server/results/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { closingDay, formatDate } from '../ui/format.ts'
import { useSignedIn } from '../ui/session.ts'
import { validationWords } from './ConceptLabel.tsx'
import type { Chosen } from './chosen.ts'
import { who } from './findings.ts'

/** What a printed report has to say about itself. */
export function PaperHead({ publication, chosen }: { publication: Publication; chosen: Chosen | null }) {
  const organisation = useSignedIn()?.organisation?.name
  const { scan, instrument, minimums } = publication
  const title = inLanguage(instrument.title)
  return (
    <div class="paper-head print-only">
      <dl>
        {organisation && <Line label={t('results.paper.organisation')} words={organisation} />}
        <Line label={t('results.paper.scan')} words={scan.title} />
        <Line
          label={t('results.paper.period')}
          words={t('results.paper.dates', {
            from: formatDate(scan.opensAt),
            to: formatDate(closingDay(scan.closedAt)),
          })}
        />
        <Line
          label={t('results.paper.instrument')}
          words={`${t('results.paper.versioned', { title, version: instrument.version })} – ${validationWords(instrument.validation.status)}`}
        />
        {chosen && (
          <Line
            label={t('results.paper.shown')}
            words={t('results.paper.shownWords', {
              unit: chosen.unit.name,
              who: who(chosen.result.perspective),
            })}
          />
        )}
        <Line label={t('results.paper.minimums')} words={t('results.minimums', minimums)} />
      </dl>
      <p>{t('results.paper.made')}</p>
    </div>
  )
}

function Line({ label, words }: { label: string; words: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </>
  )
}
