import { Type } from 'typebox'
import { type AnyRole, PERMISSIONS } from './access/permissions.ts'
import type { Policy } from './policies.ts'

const Problem = Type.Object({
  type: Type.Literal('about:blank'),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'Stable; the words for it are the reader’s' }),
  requestId: Type.String(),
  errors: Type.Optional(
    Type.Array(Type.Object({ path: Type.String({ description: 'JSON pointer' }), code: Type.String() })),
  ),
  current: Type.Optional(Type.Unknown({ description: 'What is stored now, when someone else changed it' })),
})

const ROLES: Record<AnyRole, string> = {
  messenger: 'the messenger of the organisation',
  manager: 'a manager, within the own part of the organisation',
  'privacy-officer': 'the privacy officer of the organisation',
  centre: 'the programme centre',
  coordinator: 'the coordinator of a region',
}

interface DescribedRoute<Schema> {
  schema: Schema
  url: string
  route: { config?: { policy?: Policy } }
}

/** Says with each route who may use it. Changes the description only, not what the route does. */
export function describeRoute<Schema>({ schema, url, route }: DescribedRoute<Schema>) {
  const policy = route.config?.policy
  return { schema: policy ? { ...schema, description: forWhom(policy) } : schema, url }
}

function forWhom(policy: Policy): string {
  if (policy === 'public') return 'For everyone.'
  return `For ${PERMISSIONS[policy].map((role) => ROLES[role]).join('; ')}. Permission ${policy}.`
}

interface Described {
  paths?: object
  components?: object
}

/** Every route may answer with a problem, all of the same shape. */
export function describeProblems<Whole extends Described>(whole: Whole): Whole {
  const problem = {
    description: 'Problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  const withProblems = (operation: { responses?: object }) => ({
    ...operation,
    responses: { ...operation.responses, '4XX': problem, '5XX': problem },
  })
  const paths = mapValues<object>(whole.paths ?? {}, (operations) => mapValues(operations, withProblems))
  return { ...whole, paths, components: { ...whole.components, schemas: { Problem } } }
}

function mapValues<Value>(from: object, change: (value: Value) => object) {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]))
}
