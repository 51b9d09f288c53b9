import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { tinyInstrument } from '../../support/cast-survey.ts'
import { chooses, crowd, listens, many, publishOf, resultOf, staff } from './published.ts'

const hidden = { state: 'hidden' }
const agreementIn = (publication: Publication, unitId = 'A') =>
  resultOf(publication, unitId, 'professional').agreement

test('agreement in words by hand, against both kinds of answers by chance', () => {
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', staff(12))] })
  // six people 3 and six people 1 point above the lowest on every item: variance 12/11.
  // Uniform (2): q .545, rwg(3) .714, strong. Slight skew (1.34): q .814, rwg(3) .407, weak.
  // Two items: .625 moderate and .314 weak. Nobody differs on tempo, and that is not told.
  expect(agreementIn(publication)).toEqual([
    { state: 'shown', careful: 'weak', generous: 'strong' },
    { state: 'shown', careful: 'weak', generous: 'moderate' },
    hidden,
  ])
})

test('below ten complete answers there are no words, also where the score has ten', () => {
  const skipping = staff(12).map((answers, person) => (person < 3 ? [null, ...answers.slice(1)] : answers))
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', skipping)] })
  expect(resultOf(publication, 'A', 'professional').dimensions[0]).toMatchObject({ basis: { n: 12 } })
  expect(agreementIn(publication)?.[0]).toEqual(hidden)
  expect(agreementIn(publication)?.[1]).toMatchObject({ state: 'shown' })
})

test('a remainder of fewer than ten complete answers hides the words of the unit beside it', () => {
  const skipping = staff(12).map((answers, person) => (person < 3 ? [null, ...answers.slice(1)] : answers))
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', staff(12)), crowd('B', 'professional', skipping)],
  })
  const first = (unitId: string) => agreementIn(publication, unitId)?.[0]
  expect([first('root'), first('A'), first('B')]).toMatchObject([{ state: 'shown' }, hidden, hidden])
})

test('beside a band there are no words, and where all scores are equal neither', () => {
  const low = [1, 1, 5, 1, 1, 3, 3]
  const mixed = [...many(11, low), [2, 1, 5, 1, 1, 3, 3]]
  const banded = publishOf({ crowds: [crowd('A', 'professional', mixed)] })
  expect(agreementIn(banded.publication)?.[0]).toEqual(hidden)
  const turned = [...many(6, [4, 3, 3, 3, 3, 3, 3]), ...many(6, [3, 4, 3, 3, 3, 3, 3])]
  const equal = publishOf({ crowds: [crowd('A', 'professional', turned)] })
  expect(resultOf(equal.publication, 'A', 'professional').dimensions[0]).toMatchObject({
    basis: { state: 'few' },
  })
  expect(agreementIn(equal.publication)?.[0]).toEqual(hidden)
})

test('on another scale than five points there is no careful word', () => {
  // uniform over seven points: variance 4, q .273, rwg(3) .889
  const scale = { ...tinyInstrument.scale, max: 7 }
  const { publication } = publishOf({
    instrument: { ...tinyInstrument, scale },
    crowds: [crowd('A', 'professional', staff(12))],
  })
  expect(agreementIn(publication)?.[0]).toEqual({ state: 'shown', careful: null, generous: 'strong' })
})

test('the CSV tells the same words, and no figure', () => {
  const { publication } = publishOf({
    crowds: [crowd('A', 'professional', [...many(8, listens), ...many(8, chooses)])],
  })
  const lines = publicationCsv(publication, 'nl')
    .split('\r\n')
    .filter((line) => line.startsWith('Unit A;Professionals;Zijn ze het eens?'))
  expect(lines).toEqual([
    'Unit A;Professionals;Zijn ze het eens?;listening (nl);;antwoorden lopen uiteen;;;;;minder streng gemeten: eens;concept, niet gevalideerd',
    'Unit A;Professionals;Zijn ze het eens?;choosing (nl);;antwoorden lopen uiteen;;;;;minder streng gemeten: redelijk eens;concept, niet gevalideerd',
    'Unit A;Professionals;Zijn ze het eens?;tempo (nl);;te weinig antwoorden;;;;;;concept, niet gevalideerd',
  ])
  expect(publicationCsv(publication, 'en')).toContain('answers differ;;;;;measured less strictly: agree')
})

test('a publication of before these words still fits and is still written', () => {
  const { publication } = publishOf({ crowds: [crowd('A', 'professional', staff(12))] })
  for (const { perspectives } of publication.units) for (const result of perspectives) delete result.agreement
  expect([...Value.Errors(Publication, publication)]).toEqual([])
  expect(publicationCsv(publication, 'nl')).not.toContain('Zijn ze het eens?')
})
