import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf, familyOf, groundOf, placing, planned } from '#server/comments/blocks.ts'
import type { Publication } from '#server/results/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'

interface Team {
  id: string
  parentId: string | null
  answered: number
  comments: number
  /** Not typed in from paper; unknown = all of them. */
  unseen?: number
  professionals?: number
  /** Its scores are not shown. */
  hidden?: boolean
}

interface Approved {
  unitId: string
  perspective: Perspective
  questionId: string
  text: string
}

function team(
  id: string,
  parentId: string | null,
  answered: number,
  comments: number,
  more: Partial<Team> = {},
): Team {
  return { id, parentId, answered, comments, ...more }
}

const groundFor = (teams: readonly Team[], perspective: Perspective, minimum: number) =>
  groundOf(
    teams.map(({ id, parentId, professionals }) => ({
      id,
      parentId,
      name: id,
      professionals: professionals ?? null,
    })),
    teams.map(({ id, answered, unseen = null }) => ({
      unitId: id,
      perspective,
      invited: answered + 3,
      answered,
      unseen,
    })),
    publicationFor(teams, perspective, minimum),
  )

function publicationFor(teams: readonly Team[], perspective: Perspective, minimum: number): Publication {
  const shown = (one: Team) => ({ state: one.hidden ? 'hidden' : 'shown' })
  return {
    minimums: { professional: minimum, client: minimum, manager: minimum, detail: 10 },
    dimensions: [{ id: 'a' }, { id: 'b' }],
    units: teams.map((one) => ({
      id: one.id,
      perspectives: [{ perspective, dimensions: [{ state: 'hidden' }, shown(one)] }],
    })),
  } as unknown as Publication
}

const writtenIn = (teams: readonly Team[], perspective: Perspective): Approved[] =>
  teams.flatMap(({ id, comments }) =>
    Array.from({ length: comments }, (_one, index) => ({
      unitId: id,
      perspective,
      questionId: 'OPEN',
      text: `${id}-${index}`,
    })),
  )

/** `unit: number of comments` of each block. */
function published(
  teams: readonly Team[],
  { perspective = 'professional' as Perspective, minimum = 5 } = {},
) {
  const ground = groundFor(teams, perspective, minimum)
  const comments = writtenIn(teams, perspective)
  const blocks = blocksOf(ground, comments, familyOf(ground, comments))
  return Object.fromEntries(planned(blocks).map(({ unitId, count }) => [unitId, count]))
}

describe('a comment is raised to the smallest unit that protects its writer', () => {
  test.each<[string, Team[], Record<string, number>]>([
    ['a team of ten with five comments has its own block', [team('A', null, 10, 5)], { A: 5 }],
    ['nine people are too few', [team('A', null, 9, 9)], {}],
    ['four comments are too few', [team('A', null, 50, 4)], {}],
    [
      'what fits in no team stands one level up',
      [team('P', null, 0, 0), team('A', 'P', 8, 4), team('B', 'P', 6, 3)],
      { P: 7 },
    ],
    [
      'two teams that fit each have their own',
      [team('P', null, 0, 0), team('A', 'P', 12, 5), team('B', 'P', 10, 6)],
      { A: 5, B: 6 },
    ],
    [
      'a few comments beside a block take the smallest team along',
      [team('P', null, 0, 0), team('A', 'P', 12, 6), team('B', 'P', 20, 6), team('C', 'P', 3, 2)],
      { P: 8, B: 6 },
    ],
    [
      'few people beside a block take it along too, also with five comments',
      [team('P', null, 3, 5), team('A', 'P', 12, 6)],
      { P: 11 },
    ],
    [
      'few people who wrote nothing hold back nobody',
      [team('P', null, 3, 0), team('A', 'P', 12, 6)],
      { A: 6 },
    ],
    [
      'hidden levels are skipped',
      [team('P', null, 10, 5), team('M', 'P', 2, 1, { hidden: true }), team('A', 'M', 12, 6)],
      { P: 6, A: 6 },
    ],
    [
      'comments stand only where scores are shown',
      [team('P', null, 0, 0), team('A', 'P', 12, 6, { hidden: true }), team('B', 'P', 12, 6)],
      { P: 6, B: 6 },
    ],
    ['no units, no blocks', [], {}],
  ])('%s', (_rule, teams, expected) => expect(published(teams)).toEqual(expected))

  // Scores may stand here: the one person beside paper left everything open, but wrote a comment.
  test.each<[string, Team[], Record<string, number>]>([
    ['one person beside eleven on paper stands alone', [team('A', null, 12, 5, { unseen: 1 })], {}],
    ['nine are too few', [team('A', null, 30, 20, { unseen: 9 })], {}],
    ['ten are enough', [team('A', null, 30, 20, { unseen: 10 })], { A: 20 }],
    ['whoever typed in everything learns nothing', [team('A', null, 12, 5, { unseen: 0 })], { A: 5 }],
    [
      'the same person is found in what other blocks leave of a unit',
      [team('P', null, 0, 0), team('A', 'P', 12, 5, { unseen: 1 }), team('B', 'P', 12, 6)],
      { P: 11 },
    ],
    [
      'and hides nothing where no comment is',
      [team('P', null, 12, 0, { unseen: 1 }), team('B', 'P', 12, 6)],
      { B: 6 },
    ],
  ])('who answered beside paper needs ten of their own: %s', (_rule, teams, expected) =>
    expect(published(teams)).toEqual(expected))

  test('a scan may ask for more than ten', () => {
    expect(published([team('A', null, 14, 9)], { minimum: 15 })).toEqual({})
    expect(published([team('A', null, 15, 9)], { minimum: 15 })).toEqual({ A: 9 })
  })

  test('clients of fewer than three professionals stand one level up', () => {
    const teams = [
      team('P', null, 0, 0),
      team('A', 'P', 12, 6, { professionals: 2 }),
      team('B', 'P', 12, 6, { professionals: 4 }),
    ]
    expect(published(teams, { perspective: 'client', minimum: 10 })).toEqual({ P: 12 })
    expect(published(teams, { perspective: 'professional' })).toEqual({ A: 6, B: 6 })
  })

  test('perspectives and questions never fill each other up', () => {
    const ground = groundFor([team('A', null, 20, 0)], 'professional', 5)
    const comments = [...Array(8).keys()].map((index) => ({
      unitId: 'A',
      perspective: 'professional' as const,
      questionId: index % 2 === 0 ? 'KEEP' : 'CHANGE',
      text: String(index),
    }))
    expect(blocksOf(ground, comments, familyOf(ground, comments))).toEqual([])
  })

  test('texts keep the order given, and blocks go from the top down', () => {
    const teams = [team('P', null, 10, 5), team('A', 'P', 10, 5)]
    const ground = groundFor(teams, 'professional', 5)
    const comments = writtenIn(teams, 'professional').reverse()
    const blocks = blocksOf(ground, comments, familyOf(ground, comments))
    expect(blocks.map(({ unitId }) => unitId)).toEqual(['P', 'A'])
    expect(blocks[1]?.comments).toEqual(['A-4', 'A-3', 'A-2', 'A-1', 'A-0'])
  })
})

const organisation = fc
  .array(
    fc.record({
      above: fc.nat(),
      answered: fc.integer({ min: 0, max: 25 }),
      comments: fc.integer({ min: 0, max: 9 }),
      unseen: fc.option(fc.nat({ max: 25 }), { nil: undefined }),
      professionals: fc.integer({ min: 0, max: 6 }),
      hidden: fc.boolean(),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) =>
    rows.map(({ above, unseen, ...row }, place): Team => {
      const parentId = place === 0 ? null : `u${above % place}`
      const beside = unseen === undefined ? {} : { unseen: Math.min(unseen, row.answered) }
      return { id: `u${place}`, parentId, ...row, ...beside }
    }),
  )
const perspectives = fc.constantFrom<Perspective>('professional', 'client', 'manager')

/** Own arithmetic: everyone below `unitId` that is below no deeper unit of `among`. */
function membersOf(teams: readonly Team[], unitId: string, among: ReadonlySet<string>): Team[] {
  const parent = new Map(teams.map(({ id, parentId }) => [id, parentId]))
  return teams.filter(({ id }) => {
    let at: string | null = id
    while (at !== null && !among.has(at)) at = parent.get(at) ?? null
    return at === unitId
  })
}

const sum = (teams: readonly Team[], of: (team: Team) => number) =>
  teams.reduce((total, one) => total + of(one), 0)

describe('on any organisation', () => {
  test('every block holds at least five comments of ten people, of whom none or ten beside paper, its blocks below taken away', () => {
    fc.assert(
      fc.property(organisation, perspectives, (teams, perspective) => {
        const blocks = published(teams, { perspective, minimum: perspective === 'client' ? 10 : 5 })
        const shown = new Set(Object.keys(blocks))
        for (const [unitId, count] of Object.entries(blocks)) {
          const members = membersOf(teams, unitId, shown)
          expect(count).toBe(sum(members, ({ comments }) => comments))
          expect(count).toBeGreaterThanOrEqual(5)
          const besidePaper = ({ answered, unseen = answered }: Team) => unseen
          for (const crowd of [({ answered }: Team) => answered, besidePaper]) {
            if (crowd === besidePaper && sum(members, besidePaper) === 0) continue
            expect(sum(members, crowd)).toBeGreaterThanOrEqual(10)
            const serving = members.filter((one) => crowd(one) > 0)
            if (perspective === 'client')
              expect(sum(serving, ({ professionals = 0 }) => professionals)).toBeGreaterThanOrEqual(3)
          }
          expect(teams.find(({ id }) => id === unitId)?.hidden).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('every comment is shown at most once, in its own unit or one above it', () => {
    fc.assert(
      fc.property(organisation, perspectives, (teams, perspective) => {
        const ground = groundFor(teams, perspective, 5)
        const comments = writtenIn(teams, perspective)
        const blocks = blocksOf(ground, comments, familyOf(ground, comments))
        const texts = blocks.flatMap((block) => block.comments)
        expect(new Set(texts).size).toBe(texts.length)
        const parent = new Map(teams.map(({ id, parentId }) => [id, parentId]))
        for (const { unitId, comments: shown } of blocks) {
          for (const text of shown) {
            let at: string | null = text.split('-')[0] ?? ''
            while (at !== null && at !== unitId) at = parent.get(at) ?? null
            expect(at).toBe(unitId)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('whatever is approved, no comment comes nearer to its writer than the messenger saw it before', () => {
    fc.assert(
      fc.property(
        organisation,
        perspectives,
        fc.infiniteStream(fc.boolean()),
        (teams, perspective, coins) => {
          const ground = groundFor(teams, perspective, 5)
          const all = writtenIn(teams, perspective)
          const widest = familyOf(ground, all)
          const before = placing(ground, widest)
          const approved = all.filter(() => coins.next().value)
          const after = placing(ground, familyOf(ground, approved, widest))
          const together = Map.groupBy(approved, (comment) => before(comment))
          for (const comments of together.values()) {
            expect(new Set(comments.map((comment) => after(comment))).size).toBe(1)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
