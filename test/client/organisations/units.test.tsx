import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { UnitsPage } from '#client/organisations/UnitsPage.tsx'
import { branchesOf, matching, placesFor } from '#client/organisations/unit-branches.ts'
import { readUnitLines } from '#client/organisations/unit-lines.ts'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { Unit } from '#server/organisations/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

const unit = (id: string, parentId: string | null, level: number, more: Partial<Unit> = {}): Unit => {
  return { id, parentId, name: id, level, archived: false, used: false, ...more }
}
const units = [
  unit('Brug', null, 0),
  unit('Noord', 'Brug', 1),
  unit('Oost', 'Noord', 2),
  unit('Balie', 'Oost', 3),
  unit('Loket', 'Balie', 4),
  unit('Zuid', 'Brug', 1, { used: true }),
  unit('Oud', 'Brug', 1, { archived: true, used: true }),
]
const done = new Response(null, { status: 204 })

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

describe('a pasted list', () => {
  const read = (text: string) => readUnitLines(text).map(({ name, depth }) => `${depth} ${name}`)
  test.each([
    ['by tabs', 'Noord\n\tOost\n\t\tBalie\nZuid', ['0 Noord', '1 Oost', '2 Balie', '0 Zuid']],
    ['by spaces of any number', 'Noord\n   Oost\n   West\n Zuid', ['0 Noord', '1 Oost', '1 West', '1 Zuid']],
    ['with dashes and dots', '- Noord\n  • Oost', ['0 Noord', '1 Oost']],
    ['with empty lines and Windows line ends', 'Noord\r\n\r\n  Oost\r\n', ['0 Noord', '1 Oost']],
    ['that starts indented', '    Noord\n    Zuid', ['0 Noord', '0 Zuid']],
    ['of nothing', ' \n\n', []],
  ])('is read %s', (_how, text, lines) => {
    expect(read(text)).toEqual(lines)
  })
})

describe('the tree', () => {
  test('nests what belongs together, also when the part above is not shown', () => {
    const part = units.filter(({ id }) => ['Oost', 'Balie'].includes(id))
    expect(branchesOf(part)).toMatchObject([{ unit: { id: 'Oost' }, below: [{ unit: { id: 'Balie' } }] }])
  })
  test('shows a unit that was searched for with everything above it', () => {
    expect(matching(units, ' BALI').map(({ id }) => id)).toEqual(['Brug', 'Noord', 'Oost', 'Balie'])
    expect(matching(units, '')).toEqual(units)
  })
  test('a unit can go to any place but below itself, the fourth level and the archive', () => {
    const oost = units[2] as Unit
    expect(placesFor(units, oost).map(({ id }) => id)).toEqual(['Brug', 'Noord', 'Zuid'])
  })
})

describe('the page', () => {
  const open = async (more: Record<string, unknown> = {}, list = units) => {
    const fetched = answering({ 'GET /api/units': list, ...more })
    const place = await show(<UnitsPage />)
    await seeing(place, 'Brug')
    return { place, fetched }
  }
  const bodyOf = (fetched: ReturnType<typeof answering>, method: string) => {
    const call = fetched.mock.calls.find(([, init]) => init?.method === method)
    return [call?.[0], call?.[1]?.body && JSON.parse(String(call[1].body))]
  }
  const dialog = (place: Element) => place.querySelector('dialog[open]') as Element

  test('offers no changes to who may only read', async () => {
    answering({ 'GET /api/units': units })
    const place = await show(<UnitsPage />, { ...mia, role: 'manager' } as Session)
    await seeing(place, 'Brug')
    expect(place.querySelectorAll('button')).toHaveLength(0)
    expect(place.querySelector('textarea')).toBeNull()
  })

  test('without units says what they are for and that one can do without', async () => {
    const { place } = await open({}, units.slice(0, 1))
    expect(place.textContent).toContain('A small organisation can do without')
  })

  test('offers a place below each unit but those of the fourth level', async () => {
    const { place } = await open()
    expect(named(place, 'Add a unit below Balie')).toBeDefined()
    expect(() => named(place, 'Add a unit below Loket')).toThrow()
  })

  test('adds names one after the other, with the cursor in the field', async () => {
    const { place, fetched } = await open({ 'POST /api/units': unit('West', 'Noord', 2) })
    await press(place, 'Add a unit below Noord')
    expect(document.activeElement).toBe(labelled(place, 'Add a unit below Noord'))
    await type(place, 'Add a unit below Noord', 'West')
    await press(place.querySelector('.unit-form') as Element, 'Add')
    await seeing(place, 'West was added.')
    expect(bodyOf(fetched, 'POST')).toEqual(['/api/units', { parentId: 'Noord', name: 'West' }])
    expect(labelled(place, 'Add a unit below Noord').value).toBe('')
    expect(document.activeElement).toBe(labelled(place, 'Add a unit below Noord'))
  })

  test('a name that is used there stays in the field with what is wrong', async () => {
    const faults = { errors: [{ path: '/name', code: 'duplicate-name' }] }
    const { place } = await open({ 'POST /api/units': problem(409, 'duplicate-name', faults) })
    await press(place, 'Add a unit below Brug')
    await type(place, 'Add a unit below Brug', 'Noord')
    await press(place.querySelector('.unit-form') as Element, 'Add')
    await seeing(place, 'This name is already used here')
    expect(labelled(place, 'Add a unit below Brug').value).toBe('Noord')
    expect(place.querySelector('.field-error')).not.toBeNull()
  })

  test('renames and moves in one go, and gives the focus back', async () => {
    const { place, fetched } = await open({ 'PATCH /api/units/Oost': unit('Oost', 'Zuid', 2) })
    await press(place, 'Change Oost')
    await type(place, 'Name of the unit', 'East')
    await type(place, 'Below', 'Zuid')
    await press(place, 'Save')
    await vi.waitFor(() => expect(place.querySelector('.unit-form')).toBeNull())
    expect(bodyOf(fetched, 'PATCH')).toEqual(['/api/units/Oost', { name: 'East', parentId: 'Zuid' }])
    expect(document.activeElement).toBe(named(place, 'Change Oost'))
  })

  test('merges only after saying what goes where', async () => {
    const { place, fetched } = await open({ 'POST /api/units/Zuid/merges': unit('Noord', 'Brug', 1) })
    await press(place, 'Change Zuid')
    expect((named(place, 'Merge') as HTMLButtonElement).disabled).toBe(true)
    await type(place, 'Merge with', 'Noord')
    await press(place, 'Merge')
    await seeing(place, 'Merge Zuid with Noord?')
    await press(dialog(place), 'Merge')
    await vi.waitFor(() =>
      expect(bodyOf(fetched, 'POST')).toEqual(['/api/units/Zuid/merges', { intoId: 'Noord' }]),
    )
  })

  test('a used unit can only go to the archive, one with units below it can do neither', async () => {
    const { place, fetched } = await open({ 'PATCH /api/units/Zuid': unit('Zuid', 'Brug', 1) })
    await press(place, 'Change Noord')
    expect(place.querySelector('.unit-form')?.textContent).not.toContain('To the archive')
    await press(place, 'Change Zuid')
    expect(place.querySelector('.unit-form')?.textContent).not.toContain('Remove')
    await press(place, 'To the archive')
    await press(dialog(place), 'To the archive')
    await vi.waitFor(() => expect(bodyOf(fetched, 'PATCH')).toEqual(['/api/units/Zuid', { archived: true }]))
  })

  test('an unused unit is removed after a question', async () => {
    const { place, fetched } = await open({ 'DELETE /api/units/Loket': done })
    await press(place, 'Change Loket')
    await press(place, 'Remove')
    await press(dialog(place), 'Remove')
    await vi.waitFor(() => expect(bodyOf(fetched, 'DELETE')[0]).toBe('/api/units/Loket'))
  })

  test('the organisation itself can only be renamed', async () => {
    const { place } = await open()
    await press(place, 'Change Brug')
    const form = place.querySelector('.unit-form')?.textContent
    expect(form).toContain('Name of the unit')
    expect(form).not.toContain('Merge')
    expect(form).not.toContain('Below')
  })

  test('shows the archive on demand and brings a unit back', async () => {
    const { place, fetched } = await open({ 'PATCH /api/units/Oud': unit('Oud', 'Brug', 1) })
    expect(() => named(place, 'Change Oud')).toThrow()
    labelled(place, 'Show the archive (1)').click()
    await seeing(place, 'in the archive')
    await press(place, 'Change Oud')
    await press(place, 'Bring back')
    await vi.waitFor(() => expect(bodyOf(fetched, 'PATCH')).toEqual(['/api/units/Oud', { archived: false }]))
  })

  test('a pasted list says how much it will add and how much it added', async () => {
    const { place, fetched } = await open({ 'POST /api/unit-lists': { added: 2, kept: 1 } })
    await type(place, 'Names of the units', 'Noord\n  Kust\nWest')
    await press(place, 'Add 3 lines')
    await seeing(place, '2 units added. 1 unit was already there.')
    expect(bodyOf(fetched, 'POST')[1]).toEqual({
      parentId: 'Brug',
      lines: [
        { name: 'Noord', depth: 0 },
        { name: 'Kust', depth: 1 },
        { name: 'West', depth: 0 },
      ],
    })
  })

  test('three hundred units can be searched', async () => {
    const many = Array.from({ length: 300 }, (_, index) => unit(`Team ${index}`, 'Brug', 1))
    const { place } = await open({}, [unit('Brug', null, 0), ...many])
    await type(place, 'Find a unit', 'Team 299')
    await vi.waitFor(() => expect(place.querySelectorAll('.unit-row')).toHaveLength(2))
    expect(place.textContent).toContain('1 unit found')
    await type(place, 'Find a unit', 'nothing like it')
    await seeing(place, 'No unit of this name')
  })

  test('when the server is away says so and offers to try again', async () => {
    answering({ 'GET /api/units': problem(503, 'temporarily-unavailable') })
    await seeing(await show(<UnitsPage />), 'Try again')
  })
})
