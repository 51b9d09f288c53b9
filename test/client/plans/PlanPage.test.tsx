import { act } from 'preact/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { PlanPage } from '#client/plans/PlanPage.tsx'
import { PlansPage } from '#client/plans/PlansPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import { answering, mia, named, press, problem, seeing, show, type } from '../screen.tsx'
import { action, fire, needed, plan } from './plan-fixture.ts'

const suggestion = {
  libraryActionId: 'A-1',
  dimensionId: 'client-control',
  title: { nl: 'Keuzekaart', en: 'Choice card' },
  description: { nl: 'Maak', en: 'Make one page' },
  effort: 'S',
  ownerRole: 'team',
  weeks: 3,
  evidence: { nl: 'Ligt er', en: 'It is there' },
  prerequisites: [{ libraryActionId: 'A-0', title: { en: 'First things' }, met: false }],
}

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/plans/p1')
})

async function showPlan(changes: Parameters<typeof plan>[0] = {}, answers: Record<string, unknown> = {}) {
  const fetched = answering({ 'GET /api/plans/p1': plan(changes), ...answers })
  const place = await show(<PlanPage planId="p1" />)
  await seeing(place, 'Improvement plan')
  return { place, fetched }
}

function sent(fetched: ReturnType<typeof answering>, call: string) {
  const [method, path] = call.split(' ')
  const found = fetched.mock.calls.filter(([url, init]) => url === path && init?.method === method)
  return found.map(([, init]) => JSON.parse(String(init?.body)))
}

const column = (place: Element, name: string) =>
  [...place.querySelectorAll('.board-column')].find((each) =>
    each.querySelector('h3')?.textContent?.includes(name),
  )

describe('the plan', () => {
  test('without actions it leads to a topic', async () => {
    const { place } = await showPlan({ actions: [], priorities: [] })
    expect(place.textContent).toContain('No actions yet')
    await press(place, 'Choose an action for Network')
    expect(location.search).toBe('?dimension=network')
  })

  test('one button leads to the topics, which stand above the board while there are no actions', async () => {
    const { place } = await showPlan({ actions: [], priorities: [] })
    const order = [...place.querySelectorAll('h2')].map(({ textContent }) => textContent)
    expect(order.indexOf('Topics')).toBeLessThan(order.indexOf('Actions'))
    const deed = place.querySelector<HTMLElement>('.page-action .button-primary')
    expect(deed?.textContent).toBe('Choose an action')
    await act(() => deed?.click())
    expect(document.activeElement?.textContent).toBe('Topics')
  })

  test('shows each action in the column of its status, with who and when', async () => {
    const late = action({ id: 'a2', title: 'Draw a map', status: 'started', late: true })
    const { place } = await showPlan({ actions: [action(), late] })
    expect(column(place, 'Planned')?.textContent).toContain('Olga Smit')
    expect(column(place, 'Planned')?.textContent).toContain('1 Dec 2026')
    expect(column(place, 'Started')?.textContent).toContain('Late')
    expect(named(place, 'Ask first').getAttribute('href')).toBe('/plans/p1/actions/a1')
  })

  test('says beside the scores how far the questionnaire was tested', async () => {
    const { place } = await showPlan({})
    expect(place.querySelector('.badge')?.textContent).toBe('Concept, not validated')
  })

  test('a manager reads it without buttons to change it', async () => {
    const may = { change: false, confirm: true }
    const { place } = await showPlan({ mayChange: false, actions: [action({ may })], members: [], units: [] })
    for (const words of ['Choose an action', 'Change the questions', 'Move:', 'Let it wait']) {
      expect(() => named(place, words)).toThrow()
    }
  })

  test('leads on to the follow-up once there is one', async () => {
    const { place } = await showPlan({ followUpScanId: 's2' })
    expect(named(place, 'What has changed').getAttribute('href')).toBe('/scans/s2/follow-up')
  })
})

describe('moving', () => {
  test('by menu: a step asks for what it needs and is sent once with an id', async () => {
    const { place, fetched } = await showPlan(
      {},
      { 'POST /api/actions/a1/events': action({ status: 'done' }) },
    )
    await press(place, 'Move: Ask first')
    await press(place, 'Report it done')
    await type(place, 'How can one see', 'Minutes of 3 December')
    await fire(place.querySelector('dialog form'), 'submit')
    await vi.waitFor(() => expect(place.querySelector('[role=status]')?.textContent).toBe('Ask first: Done'))
    expect(sent(fetched, 'POST /api/actions/a1/events')).toEqual([
      { id: expect.any(String), kind: 'done', evidence: 'Minutes of 3 December' },
    ])
  })

  test('by dragging: the same dialog opens, and only where the card may go', async () => {
    const { place } = await showPlan()
    const card = column(place, 'Planned')?.querySelector('li')
    await fire(card, 'dragstart')
    expect(column(place, 'Started')?.className).toContain('board-open')
    expect(column(place, 'Proposed')?.className).not.toContain('board-open')
    await fire(column(place, 'Proposed'), 'drop')
    expect(place.querySelector('dialog[open]')).toBeNull()
    await fire(card, 'dragstart')
    await fire(column(place, 'Started'), 'drop')
    await seeing(place, 'Start with Ask first')
  })

  test('planning stores owner and date and needs no second step', async () => {
    const proposed = action({ status: 'proposed', owner: null, dueOn: null })
    const { place, fetched } = await showPlan({ actions: [proposed] }, { 'PUT /api/actions/a1': action() })
    await press(place, 'Move: Ask first')
    await press(place, 'Plan it')
    await type(place, 'Name', 'Piet')
    await type(place, 'Done by', '2026-12-24')
    await fire(place.querySelector('dialog form'), 'submit')
    await vi.waitFor(() =>
      expect(sent(fetched, 'PUT /api/actions/a1')).toMatchObject([
        { version: 1, owner: { name: 'Piet', email: null }, dueOn: '2026-12-24' },
      ]),
    )
    expect(sent(fetched, 'POST /api/actions/a1/events')).toEqual([])
  })

  test('what has to come first can be skipped with a reason', async () => {
    const started = { 'POST /api/actions/a1/events': action({ status: 'started' }) }
    const answers = { ...started, 'POST /api/actions/a1/waivers': action() }
    const { place, fetched } = await showPlan({ actions: [action({ prerequisites: [needed] })] }, answers)
    expect(place.textContent).toContain('1 other action first')
    await press(place, 'Move: Ask first')
    await press(place, 'Start')
    await type(place, 'Why can Choice card be skipped?', 'We have one')
    await fire(place.querySelector('dialog form'), 'submit')
    await vi.waitFor(() => expect(sent(fetched, 'POST /api/actions/a1/events')).toHaveLength(1))
    expect(sent(fetched, 'POST /api/actions/a1/waivers')).toEqual([
      { libraryActionId: 'A-1', reason: 'We have one' },
    ])
  })

  test('a refusal stays in the dialog in words', async () => {
    const { place } = await showPlan(
      {},
      { 'POST /api/actions/a1/events': problem(409, 'status-not-allowed') },
    )
    await press(place, 'Move: Ask first')
    await press(place, 'Start')
    await fire(place.querySelector('dialog form'), 'submit')
    await seeing(place, 'This does not fit')
  })
})

describe('choosing what to see', () => {
  test('the filter stands in the address and can be taken off', async () => {
    const { place } = await showPlan({
      actions: [action(), action({ id: 'a2', title: 'Other', owner: null })],
    })
    await type(place, 'Owner', 'Olga Smit')
    expect(location.search).toBe('?owner=Olga+Smit')
    expect(place.textContent).toContain('1 action')
    expect(() => named(place, 'Other')).toThrow()
    await press(place, 'Show all actions')
    expect(location.search).toBe('')
    await press(place, 'List')
    expect(location.search).toBe('?view=list')
    expect(place.querySelector('.action-list')).not.toBeNull()
  })
})

describe('from a topic to an action', () => {
  async function showPanel(answers: Record<string, unknown> = {}) {
    history.replaceState(null, '', '/plans/p1?dimension=client-control')
    const shown = await showPlan(
      {},
      {
        'GET /api/plans/p1/suggestions?dimension=client-control': { suggestions: [suggestion] },
        ...answers,
      },
    )
    await seeing(shown.place, 'Choice card')
    return shown
  }

  test('the second tap adds it', async () => {
    const { place, fetched } = await showPanel({
      'POST /api/plans/p1/actions': action({ title: 'Choice card' }),
    })
    expect(place.textContent).toContain('Little work: 8 hours at most')
    expect(place.textContent).toContain('First things')
    await press(place, 'Add: Choice card')
    await seeing(place, 'Added: Choice card')
    expect(sent(fetched, 'POST /api/plans/p1/actions')).toMatchObject([
      {
        title: 'Choice card',
        description: 'Make one page',
        libraryActionId: 'A-1',
        dimensionId: 'client-control',
      },
    ])
  })

  test('a lost answer and a second press send the same id', async () => {
    const { place, fetched } = await showPanel({
      'POST /api/plans/p1/actions': problem(503, 'temporarily-unavailable'),
    })
    await press(place, 'Add: Choice card')
    await seeing(place, 'not available for a moment')
    await press(place, 'Add: Choice card')
    await vi.waitFor(() => expect(sent(fetched, 'POST /api/plans/p1/actions')).toHaveLength(2))
    const [first, second] = sent(fetched, 'POST /api/plans/p1/actions')
    expect(first.id).toBe(second.id)
  })

  test('one can write an action in own words', async () => {
    const { place, fetched } = await showPanel({ 'POST /api/plans/p1/actions': action() })
    await type(place, 'Write an action yourself', 'Our own idea')
    await fire(place.querySelector('.own-words'), 'submit')
    await seeing(place, 'Added')
    expect(sent(fetched, 'POST /api/plans/p1/actions')).toMatchObject([
      { title: 'Our own idea', libraryActionId: null },
    ])
  })

  test('a fourth topic asks which one waits, and then sends the choice', async () => {
    const open = [{ dimensionId: 'network', waiting: false, openActions: 1 }]
    let times = 0
    const answer = () => {
      times += 1
      return action()
    }
    const full = problem(409, 'too-many-priorities', { current: open })
    const fetched = answering({
      'GET /api/plans/p1': plan(),
      'GET /api/plans/p1/suggestions?dimension=client-control': { suggestions: [suggestion] },
    })
    const usual = fetched.getMockImplementation()
    fetched.mockImplementation(async (path, init) => {
      if (path !== '/api/plans/p1/actions') return (usual as typeof fetch)(path, init) as Promise<Response>
      return JSON.parse(String(init?.body)).waiting ? Response.json(answer()) : full.clone()
    })
    history.replaceState(null, '', '/plans/p1?dimension=client-control')
    const place = await show(<PlanPage planId="p1" />)
    await seeing(place, 'Choice card')
    await press(place, 'Add: Choice card')
    await seeing(place, 'Which topic waits?')
    const choice = [...place.querySelectorAll<HTMLInputElement>('dialog input')].find(
      ({ value }) => value === 'network',
    )
    await act(() => choice?.click())
    const dialog = [...place.querySelectorAll('dialog')].find((each) =>
      each.textContent?.includes('Which topic waits'),
    )
    await fire(dialog?.querySelector('form'), 'submit')
    await seeing(place, 'Added')
    expect(times).toBe(1)
  })
})

describe('the questions', () => {
  test('are changed, put in order and stored', async () => {
    const { place, fetched } = await showPlan({}, { 'PUT /api/plans/p1': plan() })
    await press(place, 'Change the questions')
    await press(place, 'Add a sub-question')
    await type(place, 'Sub-question 2', 'Who helps?')
    await press(place, 'Move sub-question 2 up')
    await press(place, 'Save')
    await vi.waitFor(() => expect(sent(fetched, 'PUT /api/plans/p1')).toHaveLength(1))
    expect(sent(fetched, 'PUT /api/plans/p1')[0]).toEqual({
      version: 1,
      mainQuestion: 'How do clients keep the lead?',
      subQuestions: [{ text: 'Who helps?' }, { id: 'q1', text: 'What comes first?' }],
    })
  })

  test('of two tabs the second sees both versions and chooses', async () => {
    const theirs = plan({ version: 5, mainQuestion: 'From the other tab' })
    const conflict = problem(409, 'version-conflict', { current: theirs })
    const { place, fetched } = await showPlan({}, { 'PUT /api/plans/p1': conflict })
    await press(place, 'Change the questions')
    await type(place, 'Main question', 'From this tab')
    await press(place, 'Save')
    await seeing(place, 'Someone else was first')
    expect(place.textContent).toContain('From the other tab')
    await press(place, 'Keep my version')
    await vi.waitFor(() => expect(sent(fetched, 'PUT /api/plans/p1')).toHaveLength(2))
    expect(sent(fetched, 'PUT /api/plans/p1')[1]).toMatchObject({ version: 5, mainQuestion: 'From this tab' })
  })
})

describe('the list of plans', () => {
  const { scan, figures } = plan()

  test('says what will be here while there is nothing', async () => {
    answering({ 'GET /api/plans': { plans: [], withoutPlan: [] } })
    const place = await show(<PlansPage />)
    await seeing(place, 'No plan yet')
    expect(named(place, 'To the scans')).toBeTruthy()
    const other = await show(<PlansPage />, { ...mia, role: 'manager' } as typeof mia)
    await seeing(other, 'The messenger makes the plan')
  })

  test('begins a plan for results that have none', async () => {
    const fetched = answering({
      'GET /api/plans': { plans: [], withoutPlan: [scan] },
      'POST /api/scans/s1/plan': plan(),
    })
    const place = await show(<PlansPage />)
    await seeing(place, 'Autumn')
    await press(place, 'Begin the plan for Autumn')
    await vi.waitFor(() => expect(location.pathname).toBe('/plans/p1'))
    expect(fetched).toHaveBeenCalledWith('/api/scans/s1/plan', expect.objectContaining({ method: 'POST' }))
  })

  test('coming from the results with a topic, one lands in the plan at that topic', async () => {
    history.replaceState(null, '', '/plans?scan=s1&dimension=network')
    const summary = { id: 'p1', mainQuestion: '', scan, figures }
    answering({ 'GET /api/plans': { plans: [summary], withoutPlan: [] } })
    await show(<PlansPage />)
    await vi.waitFor(() => expect(location.pathname + location.search).toBe('/plans/p1?dimension=network'))
  })
})
