import { expect, test } from 'vitest'
import { codeMaker } from '#server/scans/codes.ts'
import { codesCsv, codesFor, distribute, linksCsv, messagesFor } from '#server/scans/running/distribution.ts'
import { newSettings } from '#server/scans/scan.ts'
import { launchTiny, tinyInstrument } from '../../../support/cast-survey.ts'

const codes = codeMaker('a secret of the installation, long enough')
const place = { scanId: 'scan', siteUrl: 'https://regie.test', codes }
const group = {
  id: 'group',
  unitId: 'oost',
  unitName: 'Team Oost',
  perspective: 'client' as const,
  invited: 3,
  distribution: 'codes' as const,
}
const scan = {
  title: 'Najaar',
  organisationName: 'De Brug',
  closesAt: new Date('2026-12-04T23:00:00Z'),
  settings: newSettings(tinyInstrument, '2026-11-21'),
  instrument: { ...launchTiny(), languages: ['nl' as const] },
  today: '2026-11-21',
}

test('an open link carries its code behind the #, where no server on the way sees it', () => {
  const { link } = distribute({ ...group, distribution: 'open-link' }, place)
  expect(link).toBe(`https://regie.test/r#${codes.linkCode('scan', 'group')}`)
})

test('with personal codes the link only opens the page that asks for the code', () => {
  expect(distribute(group, place).link).toBe('https://regie.test/r')
})

test('messages come in the languages of the scan, ready to copy', () => {
  const { texts } = messagesFor(group, scan, place)
  expect(Object.keys(texts)).toEqual(['nl'])
  expect(texts.nl?.invitation).toContain('https://regie.test/r')
  expect(texts.nl?.invitation).toContain('vrijdag 4 december')
  expect(texts.nl?.chat).toContain('https://regie.test/r')
  expect(texts.nl?.reminder).not.toMatch(/[{}]/)
})

test('there is one code for each person, and none for an open link', () => {
  expect(codesFor(group, scan, place).codes).toHaveLength(3)
  expect(codesFor({ ...group, distribution: 'open-link' }, scan, place).codes).toEqual([])
})

test('the list for a spreadsheet keeps names as text, also those that look like a formula', () => {
  const sheet = codesFor({ ...group, invited: 1, unitName: '=cmd|"x"; \r\nOost' }, scan, place)
  const code = codes.personalCode('scan', 'group', 0)
  const spaced = code.match(/.{1,4}/g)?.join(' ')
  expect(codesCsv(sheet, 'en')).toBe(
    `\uFEFFnumber;team;code;link\r\n1;"'=cmd|""x""; \r\nOost";${spaced};https://regie.test/r#${code}\r\n`,
  )
})

test('all links are one list, a group per line', () => {
  const link = 'https://regie.test/r#ABC'
  expect(linksCsv([{ ...group, link }], 'nl')).toBe(
    `\uFEFFteam;groep;uitgenodigd;link\r\nTeam Oost;cliënten;3;${link}\r\n`,
  )
})
