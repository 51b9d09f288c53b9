import { describe, expect, test } from 'vitest'
import { hintsIn, isCitizenNumber, namesOf } from '#server/comments/hints.ts'

const names = namesOf([
  'Mia de Vries',
  'José van den Berg',
  'Anne-Marie Jansen-de Boer',
  'Søren Łukasiewicz',
  'Bo Li',
  'Zoë Çelik',
])

/** What is marked, with its kind. */
const marked = (text: string) =>
  hintsIn(text, names).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)

describe('an e-mail address is marked', () => {
  test.each([
    ['Mail piet.puk@voorbeeld.nl even', 'piet.puk@voorbeeld.nl'],
    ['(piet_puk+werk@mail.voorbeeld.co.uk).', 'piet_puk+werk@mail.voorbeeld.co.uk'],
    ['jörg@müller.example', 'jörg@müller.example'],
    ['piet (at) voorbeeld.nl', 'piet (at) voorbeeld.nl'],
  ])('%s', (text, address) => expect(marked(text)).toEqual([`email: ${address}`]))

  test.each(['5 @ 10 euro', '@team', 'iets@thuis', 'tien.twee'])('%s is none', (text) =>
    expect(marked(text)).toEqual([]))
})

describe('a telephone number is marked, as written in the Netherlands, in Finland and abroad', () => {
  test.each([
    ['0612345678'],
    ['06-12345678'],
    ['06 12 34 56 78'],
    ['020-1234567'],
    ['(020) 123 45 67'],
    ['0115 123 456'],
    ['+31 6 12345678'],
    ['+31 (0)6 1234 5678'],
    ['0031612345678'],
    ['040 123 4567'],
    ['09 123 4567'],
    ['+358 40 123 4567'],
    ['00358401234567'],
    ['+44 20 7946 0958'],
    ['+1 (202) 555-0123'],
  ])('%s', (number) => expect(marked(`Bel ${number}, na vijf uur.`)).toEqual([`phone: ${number}`]))

  test.each([
    'op 01-02-2026 10 uur',
    'van 09.00-17.00 uur',
    'in 2019-2020',
    'kamer 0123456',
    '€ 1.000.000',
    'punt 0,75',
  ])('%s is none', (text) => expect(marked(text)).toEqual([]))
})

describe('a citizen service number is marked when it passes the eleven test', () => {
  test.each([
    ['123456782'],
    ['1234.56.782'],
    ['123 456 782'],
    ['123.456.782'],
    ['111222333'],
    ['10000008'],
    ['010000008'],
  ])('%s', (number) => expect(marked(`nummer ${number}.`)).toEqual([`bsn: ${number}`]))

  test.each([
    '123456789',
    '12345678',
    '000000000',
    '1234567820',
    '21-11-2026',
    '2026-11-21',
  ])('%s is none', (number) =>
    expect(marked(`nummer ${number}.`).filter((hint) => hint.startsWith('bsn'))).toEqual([]))

  test('also right behind another number', () => {
    expect(marked('kamer 12 123456782')).toEqual(['bsn: 123456782'])
  })

  test.each([
    ['123456782', true],
    ['10000008', true],
    ['123456789', false],
    ['00000000', false],
    ['1234567', false],
    ['1234567820', false],
    ['', false],
  ])('%s: %s', (digits, passes) => expect(isCitizenNumber(digits)).toBe(passes))

  test('one wrong digit never passes', () => {
    for (let place = 0; place < 9; place++) {
      for (let step = 1; step < 10; step++) {
        const digits = [...'123456782']
        digits[place] = String((Number(digits[place]) + step) % 10)
        expect(isCitizenNumber(digits.join('')), digits.join('')).toBe(false)
      }
    }
  })
})

describe('a name from the list of people is marked', () => {
  test.each([
    ['Mia luistert goed', ['Mia']],
    ['dat zegt MIA ook', ['MIA']],
    ['mevrouw de Vries', ['Vries']],
    ['Jose en José', ['Jose', 'José']],
    ['Jose\u0301 zei', ['Jose\u0301']],
    ['Anne en Marie-Jansen', ['Anne', 'Marie', 'Jansen']],
    ['Soren of Søren', ['Soren', 'Søren']],
    ['lukasiewicz', ['lukasiewicz']],
    ['Jansens idee', ['Jansens']],
    ["Mia's idee", ['Mia']],
    ['Zoe Celik', ['Zoe', 'Celik']],
    ['😀 Mia 😀', ['Mia']],
  ])('%s', (text, found) => expect(marked(text)).toEqual(found.map((name) => `name: ${name}`)))

  test.each([
    'Miami',
    'van den dag',
    'bergen werk',
    'Bo Li',
    'vriesweer',
    'zo en de',
  ])('%s holds none', (text) => expect(marked(text)).toEqual([]))

  test('nobody on the list, nothing to mark', () => expect(hintsIn('Mia', namesOf([]))).toEqual([]))
})

describe('a word about health is marked', () => {
  test.each([
    ['Hij was lang ziek', 'ziek'],
    ['haar ziekteverzuim', 'ziekteverzuim'],
    ['zijn suikerziekte', 'suikerziekte'],
    ['in het ziekenhuis', 'ziekenhuis'],
    ['een burn-out', 'burn-out'],
    ['een burnout gehad', 'burnout'],
    ['depressieve klachten', 'depressieve'],
    ['PTSS', 'PTSS'],
    ['Kanker', 'Kanker'],
    ['suïcidaal', 'suïcidaal'],
    ['she is ill', 'ill'],
    ['on sick leave', 'sick leave'],
    ['her diabetes', 'diabetes'],
    ['pitkällä sairauslomalla', 'sairauslomalla'],
    ['masennus', 'masennus'],
    ['syöpä', 'syöpä'],
  ])('%s', (text, word) => expect(marked(text)).toEqual([`illness: ${word}`]))

  test.each([
    'muziek en muziektheater',
    'hartelijk bedankt',
    'illustratie van een illusie',
    'meer begrip',
    'kankeren op het weer',
    'still will skill',
    'raskas työ',
    'een publiek debat',
    'physical work',
  ])('%s holds none', (text) => expect(marked(text)).toEqual([]))
})

test('hints stand in reading order and never overlap: the longest wins', () => {
  expect(marked('Mia is ziek, mail mia@voorbeeld.nl of bel 06-12345678')).toEqual([
    'name: Mia',
    'illness: ziek',
    'email: mia@voorbeeld.nl',
    'phone: 06-12345678',
  ])
})

test('an empty text and one without anything are fine', () => {
  expect(marked('')).toEqual([])
  expect(marked('Meer tijd voor cliënten, minder formulieren.')).toEqual([])
})
