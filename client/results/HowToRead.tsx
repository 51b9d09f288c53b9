import type { Publication } from '#server/results/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { validationWords } from './ConceptLabel.tsx'
import { meaningOfDifference, stepsOf } from './difference.ts'
import { MethodLink } from './MethodLink.tsx'

const subjects = ['score', 'range', 'few', 'clear', 'agreement', 'hidden', 'use'] as const

interface HowToReadProps {
  publication: Publication
  /** Whether the reader may open the page that tells how the figures were made. */
  withMethod?: boolean
}

/** What the figures mean, in plain words; on paper too. */
export function HowToRead({ publication, withMethod = true }: HowToReadProps) {
  return (
    <Card title={t('results.reading.title')}>
      <dl class="how-to-read">
        {subjects.map((subject) => (
          <div key={subject}>
            <dt>{t(`results.reading.${subject}`)}</dt>
            <dd>
              {t(`results.reading.${subject}Words`)}
              {subject === 'clear' && ` ${meaningOfDifference(stepsOf(publication))}`}
            </dd>
          </div>
        ))}
        <div>
          <dt>{validationWords(publication.instrument.validation.status)}</dt>
          <dd>{inLanguage(publication.instrument.validation.note)}</dd>
        </div>
      </dl>
      {withMethod && <MethodLink scanId={publication.scan.id} />}
    </Card>
  )
}
