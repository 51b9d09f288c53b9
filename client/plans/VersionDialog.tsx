import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

export interface Difference {
  label: string
  mine: string
  theirs: string
}

interface VersionDialogProps {
  differences: Difference[]
  onMine: () => void
  onTheirs: () => void
}

/** Two tabs, or two people: both versions stay on screen until one is chosen. */
export function VersionDialog({ differences, onMine, onTheirs }: VersionDialogProps) {
  return (
    <Dialog open title={t('plans.conflict.title')} onClose={() => {}}>
      <div class="stack">
        <p>{t('plans.conflict.what')}</p>
        {differences
          .filter(({ mine, theirs }) => mine !== theirs)
          .map(({ label, mine, theirs }) => (
            <section key={label} class="versions" aria-label={label}>
              <h3>{label}</h3>
              <dl>
                <dt>{t('plans.conflict.mine')}</dt>
                <dd class="as-typed">{mine || '–'}</dd>
                <dt>{t('plans.conflict.theirs')}</dt>
                <dd class="as-typed">{theirs || '–'}</dd>
              </dl>
            </section>
          ))}
        <div class="buttons buttons-end">
          <Button onClick={onTheirs}>{t('plans.conflict.takeTheirs')}</Button>
          <Button kind="primary" onClick={onMine}>
            {t('plans.conflict.keepMine')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
