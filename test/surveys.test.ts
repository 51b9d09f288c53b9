import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkFiles, loadCatalogue } from '#server/surveys/catalogue.ts'
import { dimensionsFor, hasShortForm, itemsFor, minutesFor } from '#server/surveys/survey.ts'

const folder = fileURLToPath(new URL('../surveys', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('schema.json'))

describe('the survey files that come with Regie', () => {
  test.each(files)('%s is sound', (name) => {
    expect(checkFiles([join(folder, name)])).toEqual([])
  })

  test('they load together', () => {
    const { instruments, actions } = loadCatalogue(folder)
    expect([...instruments.keys()]).toEqual(['competences', 'empowerment', 'processes'])
    expect(actions.actions).toHaveLength(68)
  })

  test.each([
    ['competences', 'professional', 36, 27, 8.5],
    ['competences', 'client', 27, 27, 8.5],
    ['competences', 'manager', 27, 27, 7],
    ['processes', 'professional', 32, 22, 8],
    ['processes', 'client', 22, 22, 7.5],
    ['processes', 'manager', 32, 22, 8],
    ['empowerment', 'professional', 0, 0, 2.5],
    ['empowerment', 'client', 24, 24, 8],
  ] as const)('%s asks the %s %i items, %i in the short form, in %f minutes', (id, perspective, full, short, minutes) => {
    const instrument = loadCatalogue(folder).instruments.get(id)
    if (!instrument) throw new Error(`${id} is gone`)
    expect(itemsFor(instrument, perspective, 'full')).toHaveLength(full)
    expect(itemsFor(instrument, perspective, 'short')).toHaveLength(short)
    expect(minutesFor(instrument, perspective, 'full', 0)).toBe(minutes)
  })

  test('only the two scans have a short form', () => {
    const { instruments } = loadCatalogue(folder)
    const short = [...instruments.values()].filter(hasShortForm).map(({ id }) => id)
    expect(short).toEqual(['competences', 'processes'])
  })

  test('clients are not asked about the room and the training of professionals', () => {
    const processes = loadCatalogue(folder).instruments.get('processes')
    if (!processes) throw new Error('processes is gone')
    const asked = dimensionsFor(processes, 'client', 'full').map(({ id }) => id)
    const all = processes.dimensions.map(({ id }) => id)
    expect(all.filter((id) => !asked.includes(id))).toEqual(['professional-room', 'training-supervision'])
  })

  test('the example in the README is a sound instrument', () => {
    const [, example = ''] =
      /```json\n(\{[\s\S]*?\n\})\n```/.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ?? []
    const temporary = mkdtempSync(join(tmpdir(), 'surveys-'))
    onTestFinished(() => rmSync(temporary, { recursive: true }))
    const file = join(temporary, 'my-scan.json')
    writeFileSync(file, example)
    expect(checkFiles([file])).toEqual([])
  })
})
