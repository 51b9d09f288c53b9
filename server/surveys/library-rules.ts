import { doubleIds } from './instrument-rules.ts'
import type { InstrumentOutline, LibraryOutline } from './outline.ts'
import type { Fault } from './text-rules.ts'

/** What a schema cannot say about an action library, given the instruments it belongs to. */
export function libraryFaults(library: LibraryOutline, instruments: InstrumentOutline[]): Fault[] {
  return [
    ...doubleIds('/actions', library.actions, 'action'),
    ...doubleIds('/trainingModules', library.trainingModules, 'training module'),
    ...doubleIds('/clientTrainingModules', library.clientTrainingModules, 'client training module'),
    ...doubleIds(
      '/informationMaterials',
      library.informationMaterialIds.map((id) => ({ id })),
      'information material',
    ),
    ...actionFaults(library, phasesOf(instruments)),
    ...linkFaults(library, phasesOf(instruments)),
    ...waitingCircles(library),
  ]
}

/** Phase per dimension; null is a component of the client's own profile. */
function phasesOf(instruments: InstrumentOutline[]): Map<string, unknown> {
  return new Map(instruments.flatMap(({ phase, dimensions }) => dimensions.map(({ id }) => [id, phase])))
}

function actionFaults({ actions, ownerRoles }: LibraryOutline, phases: Map<string, unknown>): Fault[] {
  const phaseOf = new Map(actions.map(({ id, phase }) => [id, phase]))
  return actions.flatMap((action, place) => {
    const path = `/actions/${place}`
    const faults = dimensionFaults(action, phases, path)
    if (action.ownerRole !== '' && !ownerRoles.includes(action.ownerRole)) {
      faults.push({ path: `${path}/ownerRole`, words: `${action.ownerRole} is not among the ownerRoles` })
    }
    action.prerequisites.forEach((id, index) => {
      const words = prerequisiteWords(id, action.phase, phaseOf)
      if (words) faults.push({ path: `${path}/prerequisites/${index}`, words })
    })
    return faults
  })
}

function dimensionFaults(
  { dimension, phase }: LibraryOutline['actions'][number],
  phases: Map<string, unknown>,
  path: string,
): Fault[] {
  if (dimension === '') return []
  if (!phases.has(dimension)) return [unknownDimension(`${path}/dimension`, dimension)]
  const own = phases.get(dimension)
  if (own === phase || (phase !== 1 && phase !== 2)) return []
  const belongs = own === null ? 'the client’s own profile' : `phase ${own}`
  return [
    { path: `${path}/phase`, words: `this says phase ${phase}, but ${dimension} belongs to ${belongs}` },
  ]
}

function prerequisiteWords(id: string, phase: unknown, phaseOf: Map<string, unknown>): string | undefined {
  if (id === '') return undefined
  if (!phaseOf.has(id)) return `there is no action ${id}`
  return phase === 1 && phaseOf.get(id) === 2
    ? `an action of phase 1 may not wait for ${id} of phase 2`
    : undefined
}

function unknownDimension(path: string, id: string): Fault {
  return { path, words: `no instrument has the dimension ${id}` }
}

function linkFaults(library: LibraryOutline, phases: Map<string, unknown>): Fault[] {
  const known = (path: string, id: string): Fault[] =>
    id === '' || phases.has(id) ? [] : [unknownDimension(path, id)]
  const component = (path: string, id: string): Fault[] => {
    if (id === '' || !phases.has(id)) return known(path, id)
    return phases.get(id) === null
      ? []
      : [{ path, words: `${id} is not a component of the client’s own profile` }]
  }
  return [
    ...library.components.flatMap(([dimension, components]) => {
      const path = `/competenceToEmpowermentComponent/${dimension}`
      return [
        ...known(path, dimension),
        ...components.flatMap((id, index) => component(`${path}/${index}`, id)),
      ]
    }),
    ...library.trainingModules.flatMap(({ dimensions }, place) =>
      dimensions.flatMap((id, index) => known(`/trainingModules/${place}/dimensions/${index}`, id)),
    ),
    ...library.clientTrainingModules.flatMap((module, place) =>
      component(`/clientTrainingModules/${place}/component`, module.component),
    ),
  ]
}

function waitingCircles({ actions }: LibraryOutline): Fault[] {
  const waiting = new Map(actions.map(({ id, prerequisites }) => [id, prerequisites]))
  const faults: Fault[] = []
  for (let circle = findCircle(waiting); circle; circle = findCircle(waiting)) {
    const [start = ''] = circle
    faults.push({
      path: `/actions/${actions.findIndex(({ id }) => id === start)}/prerequisites`,
      words: `these actions wait for each other and can never start: ${[...circle, start].join(' → ')}`,
    })
    for (const id of circle) waiting.delete(id)
  }
  return faults
}

/** Takes away whatever can start; from what is left, every way leads into a circle. */
function findCircle(waiting: Map<string, string[]>): string[] | undefined {
  const blocked = (id: string) => waiting.get(id)?.find((other) => waiting.has(other))
  for (let left = -1; left !== waiting.size; ) {
    left = waiting.size
    for (const id of waiting.keys()) if (blocked(id) === undefined) waiting.delete(id)
  }
  const way: string[] = []
  for (let id = waiting.keys().next().value; id !== undefined; id = blocked(id)) {
    if (way.includes(id)) return way.slice(way.indexOf(id))
    way.push(id)
  }
  return undefined
}
