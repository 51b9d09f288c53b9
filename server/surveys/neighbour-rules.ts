import type { InstrumentOutline } from './outline.ts'
import type { Fault } from './text-rules.ts'

interface Neighbour {
  name: string
  outline: InstrumentOutline
}

/** Two instruments may share dimensions, as variants do, but then of one phase: actions are found by dimension. */
export function neighbourFaults(instrument: InstrumentOutline, others: Neighbour[]): Fault[] {
  return others.flatMap(({ name, outline }) => {
    const faults: Fault[] = []
    if (outline.id !== '' && outline.id === instrument.id) {
      faults.push({ path: '/id', words: `the instrument id ${instrument.id} is also used in ${name}` })
    }
    if (outline.phase === instrument.phase) return faults
    const theirs = new Set(outline.dimensions.map(({ id }) => id).filter((id) => id !== ''))
    instrument.dimensions.forEach(({ id }, place) => {
      if (!theirs.has(id)) return
      const words = `the dimension ${id} belongs to another phase in ${name}`
      faults.push({ path: `/dimensions/${place}/id`, words })
    })
    return faults
  })
}
