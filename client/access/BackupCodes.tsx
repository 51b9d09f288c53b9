import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { Notice } from '../ui/Notice.tsx'

/** Shown once: afterwards nobody can read them any more. */
export function BackupCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <Card title={t('access.secondFactor.title')}>
      <div class="stack backup-codes">
        <Notice kind="strength" title={t('access.secondFactor.isOn')} live>
          <p>{t('access.secondFactor.codesWhy')}</p>
        </Notice>
        <CopyText label={t('access.secondFactor.codes')} text={codes.join('\n')} rows={codes.length} />
        <p>{t('access.secondFactor.codesOnce')}</p>
        <div class="buttons">
          <Button kind="primary" onClick={onKept}>
            {t('access.secondFactor.codesKept')}
          </Button>
          <Button onClick={() => globalThis.print()}>{t('access.secondFactor.print')}</Button>
        </div>
      </div>
    </Card>
  )
}
