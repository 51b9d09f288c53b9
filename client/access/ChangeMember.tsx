import { useState } from 'preact/hooks'
import type { MemberLine } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { changeMember, signInPath } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { RoleChoice, UnitChoice } from './RoleChoice.tsx'

interface ChangeMemberProps {
  member: MemberLine
  units: Unit[]
  onDone: () => void
}

export function ChangeMember({ member, units, onDone }: ChangeMemberProps) {
  const { id, name, you } = member
  const [open, setOpen] = useState(false)
  const [role, setRole] = useState(member.role)
  const [unitId, setUnitId] = useState(member.unitId ?? '')
  const { submit, busy, error } = useSubmit(async () => {
    await changeMember(id, { role, unitId: role === 'manager' && unitId ? unitId : null })
    if (you) return location.assign(signInPath('/', 'new-role'))
    setOpen(false)
    onDone()
  })
  return (
    <>
      <Button kind="quiet" label={t('access.members.changeFor', { name })} onClick={() => setOpen(true)}>
        {t('access.members.change')}
      </Button>
      <ConfirmDialog
        open={open}
        title={t('access.members.changeFor', { name })}
        confirm={t('common.save')}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setOpen(false)}
      >
        <div class="stack">
          <RoleChoice role={role} onChange={setRole} />
          {role === 'manager' && <UnitChoice units={units} unitId={unitId} onChange={setUnitId} />}
          <p class="hint">{t(you ? 'access.members.changeOwn' : 'access.members.changeWhat', { name })}</p>
        </div>
      </ConfirmDialog>
    </>
  )
}
