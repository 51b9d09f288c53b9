import { useRef, useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { AddUnitForm } from './AddUnitForm.tsx'
import { ChangeUnit } from './ChangeUnit.tsx'
import { type Branch, branchesOf, MOST_LEVELS } from './unit-branches.ts'

interface TreeProps {
  units: Unit[]
  shown: Unit[]
  /** Absent for who only reads. */
  reload: (() => void) | undefined
}

/** What stands open: at most one form in the whole tree. */
interface Opened {
  unitId: string
  form: 'add' | 'change'
}

export function UnitTree({ units, shown, reload }: TreeProps) {
  const [opened, setOpened] = useState<Opened>()
  const place = { units, reload, opened, setOpened }
  return (
    <div class="unit-tree">
      <Branches branches={branchesOf(shown)} {...place} />
    </div>
  )
}

interface Place extends Omit<TreeProps, 'shown'> {
  opened: Opened | undefined
  setOpened: (opened?: Opened) => void
}

function Branches({ branches, ...place }: Place & { branches: Branch[] }) {
  return (
    <ul>
      {branches.map(({ unit, below }) => (
        <li key={unit.id}>
          <UnitRow unit={unit} {...place} />
          {below.length > 0 && <Branches branches={below} {...place} />}
        </li>
      ))}
    </ul>
  )
}

function UnitRow({ unit, units, reload, opened, setOpened }: Place & { unit: Unit }) {
  const { id, name, level, archived } = unit
  const open = opened?.unitId === id ? opened.form : undefined
  const toggle = (form: Opened['form']) => setOpened(open === form ? undefined : { unitId: id, form })
  const row = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpened()
    row.current?.querySelector<HTMLElement>('button:last-of-type')?.focus()
  }
  const finish = () => {
    close()
    reload?.()
  }
  return (
    <>
      <div class="unit-row" ref={row}>
        <span class={level === 0 ? 'unit-name unit-root' : 'unit-name'}>
          {name} {archived && <span class="badge">{t('organisations.units.archived')}</span>}
        </span>
        {reload && (
          <span class="unit-actions">
            {!archived && level < MOST_LEVELS && (
              <Button
                kind="quiet"
                icon="plus"
                label={t('organisations.units.addBelow', { name })}
                onClick={() => toggle('add')}
              >
                {t('common.add')}
              </Button>
            )}
            <Button
              kind="quiet"
              icon="edit"
              label={t('organisations.units.changeOf', { name })}
              onClick={() => toggle('change')}
            >
              {t('organisations.units.change')}
            </Button>
          </span>
        )}
      </div>
      {open === 'add' && reload && <AddUnitForm parent={unit} onAdded={reload} onClose={close} />}
      {open === 'change' && <ChangeUnit unit={unit} units={units} onDone={finish} onClose={close} />}
    </>
  )
}
