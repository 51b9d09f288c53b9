/** The bones of a survey file, read so tolerantly that the rules can be checked on a file with faults. */
export interface InstrumentOutline {
  id: string
  phase: unknown
  perspectives: string[]
  instructed: string[]
  itemCounts: [perspective: string, count: unknown][]
  scale: { min: number; max: number; anchors: unknown[] }
  dimensions: DimensionOutline[]
  importance: { id: string; maxPicks: number } | undefined
  questionIds: string[]
}

export interface DimensionOutline {
  id: string
  items: { id: string; reverse: boolean; core: boolean; perspectives: string[] }[]
}

export interface LibraryOutline {
  ownerRoles: string[]
  components: [dimension: string, components: string[]][]
  actions: { id: string; dimension: string; phase: unknown; ownerRole: string; prerequisites: string[] }[]
  trainingModules: { id: string; dimensions: string[] }[]
  clientTrainingModules: { id: string; component: string }[]
  informationMaterialIds: string[]
}

export function isLibrary(document: unknown): boolean {
  return 'actions' in fields(document)
}

export function outlineInstrument(document: unknown): InstrumentOutline {
  const root = fields(document)
  const scale = fields(root.scale)
  return {
    id: word(root.id),
    phase: root.phase,
    perspectives: words(root.perspectives),
    instructed: Object.keys(fields(root.instruction)),
    itemCounts: Object.entries(fields(root.itemCount)),
    scale: {
      min: number(scale.min),
      max: number(scale.max),
      anchors: list(scale.anchors).map((anchor) => fields(anchor).value),
    },
    dimensions: list(root.dimensions).map(outlineDimension),
    importance: root.importanceQuestion ? outlineImportance(root.importanceQuestion) : undefined,
    questionIds: list(root.openQuestions).map((question) => word(fields(question).id)),
  }
}

function outlineDimension(dimension: unknown): DimensionOutline {
  const { id, items } = fields(dimension)
  return {
    id: word(id),
    items: list(items).map((item) => ({
      id: word(fields(item).id),
      reverse: fields(item).reverse === true,
      core: fields(item).core === true,
      perspectives: Object.keys(fields(fields(item).perspectives)),
    })),
  }
}

function outlineImportance(question: unknown): { id: string; maxPicks: number } {
  return { id: word(fields(question).id), maxPicks: number(fields(question).maxPicks) }
}

export function outlineLibrary(document: unknown): LibraryOutline {
  const root = fields(document)
  return {
    ownerRoles: words(root.ownerRoles),
    components: Object.entries(fields(root.competenceToEmpowermentComponent)).map(
      ([dimension, components]) => [dimension, words(components)],
    ),
    actions: list(root.actions)
      .map(fields)
      .map((action) => ({
        id: word(action.id),
        dimension: word(action.dimension),
        phase: action.phase,
        ownerRole: word(action.ownerRole),
        prerequisites: words(action.prerequisites),
      })),
    trainingModules: list(root.trainingModules)
      .map(fields)
      .map((module) => ({ id: word(module.id), dimensions: words(module.dimensions) })),
    clientTrainingModules: list(root.clientTrainingModules)
      .map(fields)
      .map((module) => ({ id: word(module.id), component: word(module.component) })),
    informationMaterialIds: list(root.informationMaterials).map((material) => word(fields(material).id)),
  }
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Places stay where they are, so that a fault points at the right entry: what is no text becomes an empty one. */
function words(value: unknown): string[] {
  return list(value).map(word)
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}
