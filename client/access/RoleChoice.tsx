import type { Role } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { t } from '../text/text.ts'
import { RadioGroup, Select } from '../ui/Field.tsx'

const ROLES: Role[] = ['manager', 'messenger', 'privacy-officer']

export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <RadioGroup
      label={t('access.members.inviteRole')}
      value={role}
      options={ROLES.map((value) => ({
        value,
        label: t(`common.role.${value}`),
        hint: t(`access.members.roles.${value}`),
      }))}
      onChange={onChange}
    />
  )
}

interface UnitChoiceProps {
  units: Unit[]
  unitId: string
  onChange: (unitId: string) => void
}

export function UnitChoice({ units, unitId, onChange }: UnitChoiceProps) {
  const teams = units.filter(({ parentId, archived }) => parentId !== null && !archived)
  return (
    <Select
      label={t('access.members.inviteTeam')}
      hint={t('access.members.inviteTeamHint')}
      value={unitId}
      placeholder={t('access.everyTeam')}
      options={teams.map(({ id, name, level }) => ({
        value: id,
        label: `${'\u2003'.repeat(level - 1)}${name}`,
      }))}
      onChange={onChange}
    />
  )
}

/** What each role sees, for whoever wonders what to give. */
export function RoleWords() {
  return (
    <details>
      <summary>{t('access.members.rolesTitle')}</summary>
      <dl class="facts">
        {(['messenger', 'manager', 'privacy-officer'] as const).map((role) => (
          <div key={role}>
            <dt>{t(`common.role.${role}`)}</dt>
            <dd>{t(`access.members.rolesLong.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
