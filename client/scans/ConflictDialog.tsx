import type { ScanSettings } from '#server/scans/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { formatDate, formatNumber } from '../ui/format.ts'
import { Table } from '../ui/Table.tsx'
import { invitedIn } from './people.ts'
import type { Draft } from './use-draft.ts'

/** Two tabs, or two people: both versions stay until one is chosen. */
export function ConflictDialog({ draft }: { draft: Draft }) {
  const { saving, settings, keepMine, takeTheirs } = draft
  if (saving.state !== 'conflict') return null
  const rows = differences(settings, saving.theirs.settings)
  return (
    <Dialog open title={t('scans.conflict.title')} onClose={() => {}}>
      <div class="stack">
        <p>{t('scans.conflict.what')}</p>
        {rows.length > 0 && (
          <Table
            caption={t('scans.conflict.differences')}
            keyOf={(row) => row.label}
            rows={rows}
            columns={[
              { label: t('scans.conflict.part'), cell: (row) => row.label, heading: true },
              { label: t('scans.conflict.mine'), cell: (row) => row.mine },
              { label: t('scans.conflict.theirs'), cell: (row) => row.theirs },
            ]}
          />
        )}
        <div class="buttons buttons-end">
          <Button onClick={takeTheirs}>{t('scans.conflict.takeTheirs')}</Button>
          <Button kind="primary" onClick={keepMine}>
            {t('scans.conflict.keepMine')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

interface Difference {
  label: string
  mine: string
  theirs: string
}

export function differences(mine: ScanSettings, theirs: ScanSettings): Difference[] {
  const parts: {
    label: string
    words: (settings: ScanSettings) => string
    part: (settings: ScanSettings) => unknown
  }[] = [
    {
      label: t('scans.launch.step.who'),
      part: ({ units, perspectives, minimums }) => [units, perspectives, minimums],
      words: (settings) =>
        t('scans.conflict.people', { count: invitedIn(settings), units: settings.units.length }),
    },
    {
      label: t('scans.launch.step.when'),
      part: ({ opensOn, closesOn, remindersOn }) => [opensOn, closesOn, remindersOn],
      words: ({ opensOn, closesOn }) => `${formatDate(opensOn)} – ${formatDate(closesOn)}`,
    },
    {
      label: t('scans.launch.step.questions'),
      part: ({ instrumentId, form, ownQuestions }) => [instrumentId, form, ownQuestions],
      words: ({ form, ownQuestions }) =>
        `${t(`scans.form.${form}`)}, ${t('scans.conflict.own', { count: ownQuestions.length })}`,
    },
    {
      label: t('scans.launch.step.message'),
      part: ({ messages, languages, distribution }) => [messages, languages, distribution],
      words: ({ messages, languages }) => {
        const length = languages.reduce((sum, one) => sum + (messages[one]?.invitation.length ?? 0), 0)
        return `${languages.join(', ')}, ${t('scans.conflict.characters', { count: formatNumber(length) })}`
      },
    },
  ]
  return parts
    .filter(({ part }) => !isSame(part(mine), part(theirs)))
    .map(({ label, words }) => ({ label, mine: words(mine), theirs: words(theirs) }))
}

/** The order of keys says nothing: the database keeps them in its own. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(a)
  const inB = b as Record<string, unknown>
  return (
    keys.length === Object.keys(b).length &&
    Object.entries(a).every(([key, value]) => key in b && isSame(value, inB[key]))
  )
}
