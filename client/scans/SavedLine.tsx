import { t, words } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { formatTime } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import type { Draft } from './use-draft.ts'

export function SavedLine({ draft: { saving, saveNow } }: { draft: Draft }) {
  if (saving.state === 'failed') {
    return (
      <Notice kind="error" title={t('scans.launch.notSaved')}>
        <p>{words(saving.error)}</p>
        <Button onClick={() => void saveNow()}>{t('common.retry')}</Button>
      </Notice>
    )
  }
  return (
    <p class="saved-line" role="status">
      {saving.state === 'saving' && t('common.saving')}
      {saving.state === 'saved' &&
        (saving.at ? t('scans.launch.savedAt', { time: formatTime(saving.at) }) : t('common.saved'))}
    </p>
  )
}
