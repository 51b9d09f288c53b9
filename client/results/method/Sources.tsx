import { t } from '../../text/text.ts'
import { WordList } from './WordList.tsx'

export function Sources() {
  return (
    <details>
      <summary>{t('method.sources.show')}</summary>
      <WordList branch="method.sources.list" />
    </details>
  )
}
