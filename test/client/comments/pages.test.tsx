import { act } from 'preact/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { CommentsCard } from '#client/comments/CommentsCard.tsx'
import { CommentsPage } from '#client/comments/CommentsPage.tsx'
import { ModerationPage } from '#client/comments/ModerationPage.tsx'
import { setLanguage } from '#client/text/text.ts'
import type { Session } from '#server/access/contract.ts'
import type { CommentBlocks, CommentQueue, JudgeComment, QueuedComment } from '#server/comments/contract.ts'
import { answering, labelled, mia, named, press, problem, seeing, show, type } from '../screen.tsx'

beforeEach(async () => {
  await setLanguage('en')
  history.replaceState(null, '', '/scans/s1/comments')
})

const max = { ...mia, role: 'manager' } as Session
const scan = { id: 's1', title: 'Autumn', closedAt: '2026-11-14T22:59:59Z' }
const question = { id: 'OPEN-KEEP', text: { nl: 'Wat moet blijven?', en: 'What must stay?' }, maxLength: 600 }

function comment(id: string, text: string, more: Partial<QueuedComment> = {}): QueuedComment {
  return {
    id,
    text,
    unitId: 'u1',
    perspective: 'client',
    questionId: 'OPEN-KEEP',
    hints: [],
    decision: null,
    ...more,
  }
}

type Judging = Extract<CommentQueue, { state: 'judging' }>

function queueOf(comments: QueuedComment[], more: Partial<Judging> = {}): Judging {
  return {
    state: 'judging',
    scan,
    questions: [question],
    units: [{ id: 'u1', name: 'De Brug' }],
    comments,
    unplaced: 'under-five',
    preview: { blocks: [], left: 0 },
    ...more,
  }
}

const withName = comment('c2', 'Ask Mia', { hints: [{ kind: 'name', start: 4, end: 7 }] })
const three = [comment('c1', 'More time'), withName, comment('c3', 'Less paper')]

/** A server that judges; a refusal takes the place of every judgement. */
function judging(queue: Judging, more: Record<string, unknown> = {}) {
  const kept = new Map(queue.comments.map((one) => [one.id, one]))
  const sent: JudgeComment[] = []
  const fetched = answering({})
  fetched.mockImplementation(async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const planned = more[`${method} ${path}`]
    if (planned instanceof Response) return planned.clone()
    if (planned !== undefined) return Response.json(planned)
    if (method === 'GET' && path === '/api/scans/s1/comments') {
      return Response.json({ ...queue, comments: [...kept.values()] })
    }
    const id = /^\/api\/scans\/s1\/comments\/(.+)$/.exec(path)?.[1] ?? ''
    const before = kept.get(id)
    if (method !== 'PATCH' || !before) return problem(404, 'not-found')
    const wish = JSON.parse(String(body)) as JudgeComment
    sent.push(wish)
    const judged = { ...before, ...wish, hints: wish.text ? [] : before.hints }
    kept.set(id, judged)
    const { text, hints, decision } = judged
    return Response.json({ id, text, hints, decision })
  })
  return { fetched, sent }
}

const cards = (place: Element) => [...place.querySelectorAll('.comment')].map(({ id }) => id)
const card = (place: Element, id: string) => place.querySelector(`#comment-${id}`) as HTMLElement
const choose = (place: Element, label: string) => act(() => labelled(place, label).click())

test('one card per comment: the question, where it will stand, and what is marked in plain words', async () => {
  judging(queueOf(three))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, '0 of 3 judged')
  expect(cards(place)).toEqual(['comment-c1', 'comment-c2', 'comment-c3'])
  const second = card(place, 'c2')
  expect(second.textContent).toContain('What must stay?')
  expect(second.textContent).toContain('Clients · Will stand at: De Brug')
  expect([...second.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Mia'])
  expect(second.textContent).toContain('‘Mia’ may be the name of a colleague.')
  expect(place.textContent).not.toContain('Everything is judged')
})

test('judging moves the focus to the next card, and one slip can be undone', async () => {
  const { sent } = judging(queueOf(three))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'More time')
  await press(card(place, 'c1'), 'Approve')
  await seeing(place, '1 of 3 judged')
  expect(document.activeElement?.id).toBe('comment-c2')
  await press(card(place, 'c3'), 'Reject')
  await seeing(place, 'The comment is rejected.')
  expect(document.activeElement?.id).toBe('comment-c2')
  await press(place, 'Undo')
  await seeing(place, 'back among those to judge')
  expect(document.activeElement?.id).toBe('comment-c3')
  expect(cards(place)).toEqual(['comment-c2', 'comment-c3'])
  expect(sent.map(({ decision }) => decision)).toEqual(['approved', 'rejected', null])
})

test('filters count, and a judged comment can be judged again', async () => {
  const approved = comment('c4', 'Good', { decision: 'approved' })
  judging(queueOf([...three, approved, comment('c5', 'Bad', { decision: 'rejected' })]))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'To judge (3)')
  await choose(place, 'With a warning (1)')
  expect(cards(place)).toEqual(['comment-c2'])
  await choose(place, 'Rejected (1)')
  expect(cards(place)).toEqual(['comment-c5'])
  await choose(place, 'Approved (1)')
  expect(cards(place)).toEqual(['comment-c4'])
  await press(place, 'Judge again')
  await seeing(place, 'To judge (4)')
  expect(place.textContent).toContain('You have not approved anything yet.')
})

test('an edit says that the old text goes, and approves the new one', async () => {
  const { sent } = judging(queueOf(three))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'Ask Mia')
  await press(card(place, 'c2'), 'Edit')
  expect(document.activeElement?.tagName).toBe('TEXTAREA')
  expect(place.textContent).toContain('gone for good once you save')
  await type(place, 'This is what others read', 'Ask a colleague')
  await press(place, 'Save and approve')
  await seeing(place, '1 of 3 judged')
  expect(sent).toEqual([{ decision: 'approved', text: 'Ask a colleague' }])
  expect(place.textContent).not.toContain('Ask Mia')
  await choose(place, 'Approved (1)')
  expect(card(place, 'c2').textContent).toContain('Ask a colleague')
  expect(card(place, 'c2').querySelector('mark')).toBeNull()
})

test('a refused judgement or text stays on its card with what to do', async () => {
  const tooLong = { errors: [{ path: '/text', code: 'comment-too-long' }] }
  judging(queueOf(three), {
    'PATCH /api/scans/s1/comments/c1': problem(409, 'comments-published'),
    'PATCH /api/scans/s1/comments/c2': problem(400, 'invalid-input', tooLong),
  })
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'More time')
  await press(card(place, 'c1'), 'Approve')
  await seeing(card(place, 'c1'), 'published already')
  await press(card(place, 'c2'), 'Edit')
  await press(card(place, 'c2'), 'Save and approve')
  await seeing(card(place, 'c2'), 'This text is too long')
  expect(place.textContent).toContain('0 of 3 judged')
})

test('while a judgement is under way a second press does nothing', async () => {
  const { fetched } = judging(queueOf(three))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'More time')
  const answer = Promise.withResolvers<Response>()
  fetched.mockImplementation(() => answer.promise)
  fetched.mockClear()
  await press(card(place, 'c1'), 'Approve')
  await press(card(place, 'c1'), 'Reject')
  expect(fetched).toHaveBeenCalledTimes(1)
  expect(named(card(place, 'c1'), 'Approve').getAttribute('aria-busy')).toBe('true')
  await act(() =>
    answer.resolve(Response.json({ id: 'c1', text: 'More time', hints: [], decision: 'approved' })),
  )
  await seeing(place, '1 of 3 judged')
})

const block = { unitId: 'u1', perspective: 'client' as const, questionId: 'OPEN-KEEP', count: 5 }
const six = ['1', '2', '3', '4', '5', '6'].map((id) => comment(id, `Text ${id}`, { decision: 'approved' }))

test('when all is judged, the page shows what would stand where, and asks before it is final', async () => {
  const { fetched } = judging(
    queueOf([...six, comment('7', 'Away', { decision: 'rejected' })], {
      preview: { blocks: [block], left: 1 },
    }),
    { 'POST /api/scans/s1/comment-publication': { state: 'published', scan, blocks: [] } },
  )
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'This is what will be shown')
  expect(place.querySelector('.planned-blocks')?.textContent).toBe(
    '5 comments at De BrugClients · What must stay?',
  )
  expect(place.textContent).toContain('1 approved comment fits nowhere')
  await press(place, 'Publish')
  await seeing(place, 'Publish 5 comments?')
  expect(place.textContent).toContain('2 comments that are not shown will be erased for good.')
  expect(fetched.mock.calls.filter(([, init]) => init?.method === 'POST')).toEqual([])
  await press(place.querySelector('dialog') as Element, 'Publish')
  await vi.waitFor(() => expect(location.pathname).toBe('/scans/s1/results/comments'))
})

test('a refused publication says why and nothing is lost', async () => {
  judging(queueOf(six, { preview: { blocks: [block], left: 1 } }), {
    'POST /api/scans/s1/comment-publication': problem(409, 'comments-unjudged'),
  })
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'This is what will be shown')
  await press(place, 'Publish')
  await press(place.querySelector('dialog') as Element, 'Publish')
  await seeing(place, 'Nothing was published')
})

test('with too few approved comments the page says so and offers to erase them', async () => {
  judging(queueOf(six.slice(0, 4), { preview: { blocks: [], left: 4 }, unplaced: 'five-or-more' }))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'Not a single comment will be shown')
  expect(place.textContent).toContain('Five or more comments come from groups that are too small')
  await press(place, 'Finish and erase')
  await seeing(place, 'Erase all comments?')
})

test('nothing to judge, published already, or not yet closed: the page says what is the matter', async () => {
  answering({ 'GET /api/scans/s1/comments': queueOf([]) })
  await seeing(await show(<ModerationPage scanId="s1" />), 'There is nothing to judge')
  answering({ 'GET /api/scans/s1/comments': { state: 'published', scan } })
  const published = await show(<ModerationPage scanId="s1" />)
  await seeing(published, 'The comments are published')
  expect(named(published, 'Read the comments').getAttribute('href')).toBe('/scans/s1/results/comments')
  answering({ 'GET /api/scans/s1/comments': problem(409, 'not-published') })
  await seeing(await show(<ModerationPage scanId="s1" />), 'The results are not there yet')
})

test('a failed call can be tried again', async () => {
  answering({ 'GET /api/scans/s1/comments': problem(503, 'temporarily-unavailable') })
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'not available for a moment')
  judging(queueOf(three))
  await press(place, 'Try again')
  await seeing(place, '0 of 3 judged')
})

test('a long queue is shown in parts', async () => {
  judging(queueOf(Array.from({ length: 25 }, (_one, index) => comment(`c${index}`, `Text ${index}`))))
  const place = await show(<ModerationPage scanId="s1" />)
  await seeing(place, 'To judge (25)')
  expect(cards(place)).toHaveLength(20)
  await press(place, 'Show more')
  expect(cards(place)).toHaveLength(25)
})

const blocks: Extract<CommentBlocks, { state: 'published' }>['blocks'] = [
  {
    unit: { id: 'u1', name: 'De Brug' },
    perspective: 'client',
    question,
    comments: ['More time', 'Less paper'],
  },
  { unit: { id: 'u1', name: 'De Brug' }, perspective: 'professional', question, comments: ['A quiet room'] },
  { unit: { id: 'u2', name: 'Team Oost' }, perspective: 'client', question, comments: ['<b>Bold</b> words'] },
]
const reading = (answer: unknown) => answering({ 'GET /api/scans/s1/comment-blocks': answer })

test('a reader sees the words per unit, question and group, and why not everything is there', async () => {
  reading({ state: 'published', scan, blocks })
  const place = await show(<CommentsPage scanId="s1" />, max)
  await seeing(place, 'More time')
  expect([...place.querySelectorAll('h2')].map((title) => title.textContent)).toEqual([
    'De Brug',
    'Team Oost',
    'Why is not everything here?',
  ])
  expect(place.querySelectorAll('h3')).toHaveLength(2)
  expect(place.textContent).toContain('Autumn, closed on 14 November 2026')
  expect(place.textContent).toContain('<b>Bold</b> words')
  expect(place.textContent).toContain('at least five together')
})

test('one unit can be chosen', async () => {
  reading({ state: 'published', scan, blocks })
  const place = await show(<CommentsPage scanId="s1" />, max)
  await seeing(place, 'More time')
  await type(place, 'Unit', 'u2')
  await vi.waitFor(() => expect(place.textContent).not.toContain('More time'))
  expect(place.textContent).toContain('Bold')
  expect(location.search).toBe('?unit=u2')
})

test.each([
  [
    'a manager waits for the messenger',
    max,
    { state: 'waiting', scan },
    'still being read',
    'To the results',
  ],
  ['the messenger goes on judging', mia, { state: 'waiting', scan }, 'still being read', 'Judge comments'],
  ['there is nothing', max, { state: 'none', scan }, 'There are no comments here', 'To the results'],
  [
    'nothing of the own part',
    max,
    { state: 'published', scan, blocks: [] },
    'There are no comments here',
    'To the results',
  ],
])('%s', async (_case, session, answer, words, link) => {
  reading(answer)
  const place = await show(<CommentsPage scanId="s1" />, session)
  await seeing(place, words)
  expect(named(place, link)).toBeTruthy()
  expect(place.textContent).toContain('The order is random')
})

test('a manager who opens the page for judging reads instead', async () => {
  const fetched = reading({ state: 'published', scan, blocks })
  await seeing(await show(<ModerationPage scanId="s1" />, max), 'More time')
  expect(fetched.mock.calls.map(([path]) => path)).not.toContain('/api/scans/s1/comments')
})

test('the page of a closed scan leads to judging or to reading', async () => {
  reading({ state: 'waiting', scan })
  const judge = await show(<CommentsCard scanId="s1" mayJudge />)
  await seeing(judge, 'You read that first')
  expect(named(judge, 'Judge comments').getAttribute('href')).toBe('/scans/s1/comments')
  reading({ state: 'published', scan, blocks })
  const read = await show(<CommentsCard scanId="s1" mayJudge={false} />, max)
  await seeing(read, 'Read what people wrote')
  expect(named(read, 'Read the comments').getAttribute('href')).toBe('/scans/s1/results/comments')
})

test.each([
  ['nothing was written', { state: 'none', scan }],
  ['it is not known', problem(503, 'temporarily-unavailable')],
])('the card stays away when %s', async (_case, answer) => {
  const fetched = reading(answer)
  const place = await show(<CommentsCard scanId="s1" mayJudge />)
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled())
  await act(async () => {})
  expect(place.textContent).toBe('')
})

test('both pages have Dutch words too', async () => {
  await setLanguage('nl')
  judging(queueOf(three))
  await seeing(await show(<ModerationPage scanId="s1" />), '0 van 3 beoordeeld')
  reading({ state: 'published', scan, blocks })
  const place = await show(<CommentsPage scanId="s1" />, max)
  await seeing(place, 'Wat moet blijven?')
  expect(place.textContent).toContain('Waarom staat niet alles hier?')
})
