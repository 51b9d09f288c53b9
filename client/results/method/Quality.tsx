import { inLanguage, t } from '../../text/text.ts'
import { validationWords } from '../ConceptLabel.tsx'
import type { ChapterProps } from './Chapter.tsx'

export function Quality({ method }: ChapterProps) {
  return (
    <>
      <p>
        <strong>{validationWords(method.instrument.validation.status)}</strong>
      </p>
      <p>{inLanguage(method.instrument.validation.note)}</p>
      <p>{t('method.quality.draft')}</p>
    </>
  )
}
