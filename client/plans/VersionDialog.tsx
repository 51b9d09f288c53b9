import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Table } from '../ui/Table.tsx'

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
        <Table
          caption={t('plans.conflict.differences')}
          hideCaption
          rows={differences.filter(({ mine, theirs }) => mine !== theirs)}
          keyOf={({ label }) => label}
          columns={[
            { label: t('plans.conflict.part'), cell: ({ label }) => label, heading: true },
            { label: t('plans.conflict.mine'), cell: ({ mine }) => <span class="as-typed">{mine}</span> },
            {
              label: t('plans.conflict.theirs'),
              cell: ({ theirs }) => <span class="as-typed">{theirs}</span>,
            },
          ]}
        />
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
