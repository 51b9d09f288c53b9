import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiPage } from '#client/help/ApiPage.tsx'
import { groupsOf } from '#client/help/api-document.ts'
import { HelpPage } from '#client/help/HelpPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, seeing, show } from '../screen.tsx'

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

test.each([
  ['nl', ['in stappen van vijf', 'Schrijf niet op wie welk briefje krijgt'], 'Niemand schrijft op'],
  ['en', ['in steps of five', 'Do not write down who gets which slip'], 'for small groups only'],
] as const)('the help in %s tells counts and slips as they are', async (name, told, untrue) => {
  await setLanguage(name)
  const place = await show(<HelpPage />)
  for (const words of told) expect(place.textContent).toContain(words)
  expect(place.textContent).not.toContain(untrue)
})

const document = {
  paths: {
    '/api/scans/{scanId}': {
      get: {
        summary: 'One scan',
        parameters: [
          { name: 'scanId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        ],
        responses: { 200: {}, 404: {} },
      },
    },
    '/api/scans': {
      post: {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewScan' } } },
        },
        responses: { 201: {} },
      },
    },
    '/healthz': { get: {} },
  },
  components: {
    schemas: {
      NewScan: {
        required: ['name'],
        properties: {
          name: { type: 'string' },
          form: { enum: ['full', 'short'] },
          state: { const: 'draft' },
          units: { type: 'array', items: { type: 'integer' } },
          closesAt: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
        },
      },
    },
  },
}

describe('the description of the interface', () => {
  test('is grouped by the first word of the path', () => {
    const groups = groupsOf(document).map(({ name, operations }) => [
      name,
      operations.map(({ path }) => path),
    ])
    expect(groups).toEqual([
      ['scans', ['/api/scans/{scanId}', '/api/scans']],
      ['healthz', ['/healthz']],
    ])
  })

  test('tells of each field what it is, also behind a reference', () => {
    const [, created] = groupsOf(document)[0]?.operations ?? []
    expect(
      created?.body.map(({ name, kind, required }) => `${name}: ${kind}${required ? ', required' : ''}`),
    ).toEqual([
      'name: string, required',
      'form: "full" | "short"',
      'state: "draft"',
      'units: integer[]',
      'closesAt: date-time | null',
    ])
  })

  test('of nothing is nothing', () => {
    expect(groupsOf({})).toEqual([])
  })

  test('is shown as a page', async () => {
    answering({ 'GET /api/openapi.json': document })
    const place = await show(<ApiPage />)
    await seeing(place, '/api/scans/{scanId}')
    expect(place.textContent).toContain('Answers: 200, 404')
  })

  test('that is empty says so', async () => {
    answering({ 'GET /api/openapi.json': {} })
    await seeing(await show(<ApiPage />), 'No addresses are described.')
  })
})

test('the help page answers in short what people ask', async () => {
  const place = await show(<HelpPage />)
  const questions = [...place.querySelectorAll('summary')].map((summary) => summary.textContent)
  expect(questions).toContain('Can anyone see who answered what?')
  expect(place.textContent).toContain('at least 5 professionals or managers, at least 10 clients')
})
