import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf, groundOf } from '#server/comments/blocks.ts'
import type { CommentBlock } from '#server/comments/contract.ts'
import { presentBlocks, presentQueue } from '#server/comments/present.ts'
import { queueOf } from '#server/comments/read.ts'
import type { Publication } from '#server/results/contract.ts'
import { forSubtree } from '#server/results/publish.ts'
import { leaksIn } from './attacker.ts'
import { newOrganisation, type Round } from './organisations.ts'
import { below } from './people.ts'
import { type Placed, readComments } from './read-comments.ts'
import { release, viewOf } from './releases.ts'

/** All comments as the database holds them; a third is rejected. */
function written(round: Round) {
  return round.people.flatMap((person, at) =>
    person.comments.map((questionId, place) => ({
      id: `${at}-${place}`,
      unitId: person.unitId,
      perspective: person.perspective,
      questionId,
      text: `Comment ${at} ${place}`,
      decision: (at + place) % 3 === 0 ? ('rejected' as const) : ('approved' as const),
    })),
  )
}

function groundFor(round: Round) {
  const groups = round.groups.map((group) => {
    const own = round.people.filter(
      (one) => one.unitId === group.unitId && one.perspective === group.perspective,
    )
    return { ...group, answered: own.length, unseen: own.filter(({ onPaper }) => !onPaper).length }
  })
  return groundOf(round.units, groups, release(round, null).publication)
}

/** The round with only the comments that were approved. */
function approvedOnly(round: Round): Round {
  const kept = new Set(written(round).flatMap(({ id, decision }) => (decision === 'approved' ? [id] : [])))
  const people = round.people.map((person, at) => ({
    ...person,
    comments: person.comments.filter((_question, place) => kept.has(`${at}-${place}`)),
  }))
  return { ...round, people }
}

const launched = { ...newOrganisation(0).first.instrument, form: 'full' as const, ownQuestions: [] }
const attack = (round: Round, placed: readonly Placed[]) =>
  leaksIn(readComments(placed, 'first', round), new Map([['first', viewOf(round)]]))

test('of 500 organisations no comment stands beside fewer than it may, also for whoever typed in sheets of paper', () => {
  let [queued, told] = [0, 0]
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const round = newOrganisation(seed).first
      const ground = groundFor(round)
      const queue = queueOf(ground, written(round))
      const page = presentQueue(queue, new Set(), launched)
      if (page.state !== 'judging') return
      const waiting = page.comments.map((comment) => asPlaced(comment))
      const planned = page.preview.blocks.map((block) => asPlaced(block))
      const approved = queue.placed.filter(({ decision }) => decision === 'approved')
      const blocks = blocksOf(ground, approved, queue.widest)
      const seen = blocksFor(ground.publication, blocks)
      expect(attack(round, waiting)).toEqual([])
      expect(attack(approvedOnly(round), planned)).toEqual([])
      expect(attack(approvedOnly(round), seen)).toEqual([])
      for (const { id } of round.units) {
        const own = forSubtree(ground.publication, id)
        const inside = below(round.units, id)
        const expected = seen.filter(({ unit }) => inside.has(unit))
        expect(own && blocksFor(own, blocks)).toEqual(expected)
      }
      queued += waiting.length
      told += seen.length
    }),
    { numRuns: 500, seed: 20261105 },
  )
  expect(queued).toBeGreaterThan(5000)
  expect(told).toBeGreaterThan(200)
})

/** The page with blocks, for whoever may see this part of the publication. */
function blocksFor(publication: Publication, blocks: CommentBlock[]): Placed[] {
  const page = presentBlocks({ blocks }, publication, launched)
  if (page.state !== 'published') return []
  return page.blocks.map(({ unit, perspective, question }) => ({
    unit: unit.id,
    perspective,
    question: question.id,
  }))
}

function asPlaced({ unitId, perspective, questionId }: Omit<CommentBlock, 'comments'>): Placed {
  return { unit: unitId, perspective, question: questionId }
}

test('comments that stand where they were written are found wherever that is too near', () => {
  let planted = 0
  for (let seed = 0; seed < 100; seed++) {
    const { first: round } = newOrganisation(seed)
    const placed = written(round).map((comment) => asPlaced(comment))
    const blocks = Map.groupBy(placed, ({ unit, perspective, question }) =>
      [unit, perspective, question].join(),
    )
    if (![...blocks.values()].some((block) => block.length < 5)) continue
    planted += 1
    expect({ seed, found: attack(round, placed).length > 0 }).toEqual({ seed, found: true })
  }
  expect(planted).toBeGreaterThan(50)
})
