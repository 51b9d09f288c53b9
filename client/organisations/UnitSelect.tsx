import type { Unit } from '#server/organisations/contract.ts'
import { Select } from '../ui/Field.tsx'

interface UnitSelectProps {
  label: string
  hint?: string
  units: Unit[]
  value: string
  placeholder?: string
  onChange: (id: string) => void
}

const STEP = '\u2003'

/** The tree as a list to choose from; deeper teams stand further to the right. */
export function UnitSelect({ units, ...props }: UnitSelectProps) {
  const options = units.map(({ id, name, level }) => ({ value: id, label: STEP.repeat(level) + name }))
  return <Select {...props} options={options} />
}
