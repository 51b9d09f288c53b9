import type { FastifyInstance } from 'fastify'
import type { Policy } from '#server/policies.ts'

/** As far as the API's own description uses JSON schema. */
export interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
}

/** One route of the API as its description tells it. */
export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With holes: `/api/scans/{scanId}`. */
  path: string
  policy: Policy
  query: Record<string, Schema>
  body: { type: string; schema: Schema } | undefined
}

interface Described {
  description?: string
  parameters?: { in: string; name: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** Every route there is. A new one needs no line anywhere to be among them. */
export async function operationsOf(
  app: FastifyInstance,
  headers: Record<string, string>,
): Promise<Operation[]> {
  const answer = await app.inject({ url: '/api/openapi.json', headers })
  const { paths } = answer.json<{ paths: Record<string, Record<string, Described>> }>()
  return Object.entries(paths).flatMap(([path, described]) =>
    Object.entries(described).map(([method, operation]) => {
      const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
      const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        policy: policyIn(operation.description),
        query: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
        body: type && content ? { type, schema: content.schema } : undefined,
      }
    }),
  )
}

function policyIn(description = ''): Policy {
  return (/ Permission ([\w:-]+)\.$/.exec(description)?.[1] ?? 'public') as Policy
}
