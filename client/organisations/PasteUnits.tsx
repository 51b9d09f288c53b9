import { useState } from 'preact/hooks'
import type { Unit, UnitsAdded } from '#server/organisations/contract.ts'
import { addUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { UnitSelect } from './UnitSelect.tsx'
import { MOST_LEVELS, withoutArchive } from './unit-branches.ts'
import { readUnitLines } from './unit-lines.ts'

export function PasteUnits({ units, onDone }: { units: Unit[]; onDone: () => void }) {
  const places = withoutArchive(units).filter(({ level }) => level < MOST_LEVELS)
  const [text, setText] = useState('')
  const [parentId, setParentId] = useState(places[0]?.id ?? '')
  const [answer, setAnswer] = useState<UnitsAdded>()
  const lines = readUnitLines(text)
  const { submit, busy, error } = useSubmit(async () => {
    setAnswer(undefined)
    setAnswer(await addUnits({ parentId, lines }))
    setText('')
    onDone()
  })
  return (
    <details>
      <summary>{t('organisations.units.paste')}</summary>
      <form class="stack" onSubmit={submit}>
        <ErrorNotice error={error} />
        {answer && <Added {...answer} />}
        <UnitSelect
          label={t('organisations.units.pasteBelow')}
          units={places}
          value={parentId}
          onChange={setParentId}
        />
        <TextArea
          label={t('organisations.units.pasteLines')}
          hint={t('organisations.units.pasteHow')}
          rows={8}
          value={text}
          onInput={setText}
        />
        <div class="buttons">
          <Button kind="primary" type="submit" busy={busy} disabled={lines.length === 0}>
            {lines.length === 0
              ? t('common.add')
              : t('organisations.units.pasteSubmit', { count: lines.length })}
          </Button>
        </div>
      </form>
    </details>
  )
}

function Added({ added, kept }: UnitsAdded) {
  return (
    <Notice kind="strength" live>
      <p>
        {t('organisations.units.pasted', { count: added })}{' '}
        {kept > 0 && t('organisations.units.pastedKept', { count: kept })}
      </p>
    </Notice>
  )
}
