import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { AskFirst } from '../access/AskFirst.tsx'
import { changeUnit, mergeUnit, removeUnit } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useFirstField } from '../ui/use-first-field.ts'
import { useSubmit } from '../ui/use-submit.ts'
import { UnitSelect } from './UnitSelect.tsx'
import { placesFor, withoutArchive } from './unit-branches.ts'

interface ChangeUnitProps {
  unit: Unit
  units: Unit[]
  onDone: () => void
  onClose: () => void
}

export function ChangeUnit({ unit, units, onDone, onClose }: ChangeUnitProps) {
  const isRoot = unit.parentId === null
  return (
    <div class="unit-form stack">
      {unit.archived ? (
        <Restore unit={unit} onDone={onDone} onClose={onClose} />
      ) : (
        <NameAndPlace unit={unit} units={units} onDone={onDone} onClose={onClose} />
      )}
      {!isRoot && !unit.archived && <Merge unit={unit} units={units} onDone={onDone} />}
      {!isRoot && <Leave unit={unit} units={units} onDone={onDone} />}
    </div>
  )
}

function NameAndPlace({ unit, units, onDone, onClose }: ChangeUnitProps) {
  const form = useFirstField()
  const [name, setName] = useState(unit.name)
  const [parentId, setParentId] = useState(unit.parentId)
  const { submit, busy, error, faultOf } = useSubmit(async () => {
    const moved = parentId && parentId !== unit.parentId ? { parentId } : {}
    await changeUnit(unit.id, { name, ...moved })
    onDone()
  })
  return (
    <form class="stack" ref={form} onSubmit={submit}>
      <ErrorNotice error={error} />
      <div class="field-row">
        <TextField
          label={t('organisations.units.name')}
          name="unit"
          required
          maxLength={120}
          autocomplete="off"
          value={name}
          error={faultOf('name')}
          onInput={setName}
        />
        {parentId && (
          <UnitSelect
            label={t('organisations.units.below')}
            units={placesFor(units, unit)}
            value={parentId}
            onChange={setParentId}
          />
        )}
      </div>
      <div class="buttons">
        <Button kind="primary" type="submit" busy={busy}>
          {t('organisations.units.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

function Restore({ unit, onDone, onClose }: Omit<ChangeUnitProps, 'units'>) {
  const { submit, busy, error } = useSubmit(() => changeUnit(unit.id, { archived: false }).then(onDone))
  return (
    <>
      <ErrorNotice error={error} />
      <div class="buttons">
        <Button kind="primary" busy={busy} onClick={submit}>
          {t('organisations.units.restore')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </>
  )
}

type PartProps = Omit<ChangeUnitProps, 'onClose'>

function Merge({ unit, units, onDone }: PartProps) {
  const [intoId, setIntoId] = useState('')
  const others = withoutArchive(units).filter(({ id }) => id !== unit.id)
  const into = others.find(({ id }) => id === intoId)
  const names = { name: unit.name, into: into?.name ?? '' }
  return (
    <div class="unit-merge">
      <UnitSelect
        label={t('organisations.units.mergeInto')}
        placeholder={t('organisations.units.mergePick')}
        units={others}
        value={intoId}
        onChange={setIntoId}
      />
      <AskFirst
        action={t('organisations.units.merge')}
        disabled={!into}
        question={t('organisations.units.mergeQuestion', names)}
        send={() => mergeUnit(unit.id, intoId)}
        onDone={onDone}
      >
        {t('organisations.units.mergeWhat', names)}
      </AskFirst>
    </div>
  )
}

/** Removing where nothing refers to the team, and else the archive. */
function Leave({ unit: { id, name, used, archived }, units, onDone }: PartProps) {
  const below = units.filter(({ parentId }) => parentId === id)
  const mayArchive = !archived && withoutArchive(below).length === 0
  const mayRemove = !used && below.length === 0
  if (!mayArchive && !mayRemove) return null
  return (
    <div class="buttons">
      {mayArchive && (
        <AskFirst
          action={t('organisations.units.archive')}
          question={t('organisations.units.archiveQuestion', { name })}
          send={() => changeUnit(id, { archived: true })}
          onDone={onDone}
        >
          {t('organisations.units.archiveWhat')}
        </AskFirst>
      )}
      {mayRemove && (
        <AskFirst
          danger
          action={t('organisations.units.remove')}
          question={t('organisations.units.removeQuestion', { name })}
          send={() => removeUnit(id)}
          onDone={onDone}
        >
          {t('organisations.units.removeWhat')}
        </AskFirst>
      )}
    </div>
  )
}
