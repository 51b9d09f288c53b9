import type { Language, Text } from './contract.ts'

export interface LibraryAction {
  id: string
  dimension: string
  phase: 1 | 2
  title: Text
  description: Text
  effort: 'S' | 'M' | 'L'
  ownerRole: string
  typicalDurationWeeks: number
  evidenceOfCompletion: Text
  prerequisites: string[]
}

interface TrainingModule {
  id: string
  title: Text
  dimensions: string[]
  format: string
  hours: number
  audience: string
}

interface ClientTrainingModule {
  id: string
  component: string
  format: string
  hours: number
  title: Text
}

interface InformationMaterial {
  id: string
  title: Text
  audience: string
  type: string
}

export interface ActionLibrary {
  id: string
  version: string
  languages: Language[]
  status: string
  effortScale: Record<'S' | 'M' | 'L', string>
  ownerRoles: string[]
  rules: string[]
  competenceToEmpowermentComponent: Record<string, string[]>
  competenceToEmpowermentComponentNote: string
  actions: LibraryAction[]
  trainingModules: TrainingModule[]
  clientTrainingModules: ClientTrainingModule[]
  informationMaterials: InformationMaterial[]
}

/** Suggestions in the order of the dimensions asked for; phase 2 actions only after a phase 2 scan. */
export function actionsFor(library: ActionLibrary, dimensionIds: string[], phase: 1 | 2): LibraryAction[] {
  return [...new Set(dimensionIds)].flatMap((id) =>
    library.actions.filter((action) => action.dimension === id && action.phase <= phase),
  )
}

export function findAction(library: ActionLibrary, id: string): LibraryAction | undefined {
  return library.actions.find((action) => action.id === id)
}
