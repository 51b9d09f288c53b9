/** The parts of an OpenAPI document that the page shows. */
export interface ApiDocument {
  paths?: Record<string, Record<string, ApiOperation>>
  components?: { schemas?: Record<string, ApiSchema> }
}

interface ApiOperation {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: ApiSchema }[]
  requestBody?: { content?: Record<string, { schema?: ApiSchema }> }
  responses?: Record<string, unknown>
}

interface ApiSchema {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: ApiSchema[]
  items?: ApiSchema
  properties?: Record<string, ApiSchema>
  required?: string[]
}

export interface Part {
  name: string
  kind: string
  required: boolean
}

export interface Operation {
  method: string
  path: string
  summary: string
  parameters: Part[]
  body: Part[]
  answers: string[]
}

export interface Group {
  name: string
  operations: Operation[]
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Operations by the first word of their path, in the order of the document. */
export function groupsOf(document: ApiDocument): Group[] {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, byMethod]) =>
    methods.flatMap((method) =>
      byMethod[method] ? [operationOf(path, method, byMethod[method], document)] : [],
    ),
  )
  const groups = Map.groupBy(operations, ({ path }) => path.replace(/^\/(api\/)?/, '').split('/')[0] || path)
  return [...groups].map(([name, members]) => ({ name, operations: members }))
}

function operationOf(
  path: string,
  method: string,
  operation: ApiOperation,
  document: ApiDocument,
): Operation {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return {
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? operation.description ?? '',
    parameters: (operation.parameters ?? []).map(({ name, required = false, schema }) => ({
      name,
      kind: kindOf(schema, document),
      required,
    })),
    body: partsOf(body, document),
    answers: Object.keys(operation.responses ?? {}),
  }
}

function partsOf(schema: ApiSchema | undefined, document: ApiDocument): Part[] {
  const { properties = {}, required = [] } = resolved(schema, document)
  return Object.entries(properties).map(([name, part]) => ({
    name,
    kind: kindOf(part, document),
    required: required.includes(name),
  }))
}

function kindOf(schema: ApiSchema | undefined, document: ApiDocument): string {
  const { type, format, enum: values, const: only, anyOf, items } = resolved(schema, document)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (only !== undefined) return JSON.stringify(only)
  if (anyOf) return anyOf.map((each) => kindOf(each, document)).join(' | ')
  if (items) return `${kindOf(items, document)}[]`
  return format ?? [type ?? 'any'].flat().join(' | ')
}

function resolved(schema: ApiSchema = {}, { components }: ApiDocument): ApiSchema {
  if (!schema.$ref) return schema
  return components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}
}
