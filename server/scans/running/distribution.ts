import { csvOf } from '../../csv.ts'
import { type LaunchedInstrument, minutesFor } from '../../surveys/survey.ts'
import { lastDayBefore } from '../calendar.ts'
import { type CodeMaker, spacedCode } from '../codes.ts'
import type {
  DistributedGroup,
  Group,
  GroupCodes,
  GroupMessages,
  Messages,
  ScanSettings,
} from '../contract.ts'
import { type Filling, fillMessage, slipWords } from '../messages.ts'

interface Place {
  scanId: string
  siteUrl: string
  codes: CodeMaker
}

/** The code stands behind the #, so that it never reaches a log of any server on the way. */
export function distribute(group: Group, { scanId, siteUrl, codes }: Place): DistributedGroup {
  const address = `${siteUrl}/r`
  const isOpenLink = group.distribution === 'open-link'
  return { ...group, link: isOpenLink ? `${address}#${codes.linkCode(scanId, group.id)}` : address }
}

interface RunningScan {
  title: string
  organisationName: string
  closesAt: Date
  settings: ScanSettings
  instrument: LaunchedInstrument
  today: string
}

export function messagesFor(group: Group, scan: RunningScan, place: Place): GroupMessages {
  const distributed = distribute(group, place)
  const filling = fillingOf(group, scan, distributed.link)
  const texts: Messages = {}
  for (const language of scan.instrument.languages) {
    const message = scan.settings.messages[language]
    if (message) texts[language] = fillMessage(message, language, filling)
  }
  return { group: distributed, languages: scan.instrument.languages, texts }
}

export function codesFor(group: Group, scan: RunningScan, { scanId, siteUrl, codes }: Place): GroupCodes {
  const count = group.distribution === 'codes' ? group.invited : 0
  const address = `${siteUrl}/r`
  const filling = fillingOf(group, scan, address)
  return {
    group,
    organisationName: scan.organisationName,
    title: scan.title,
    closesOn: lastDayBefore(scan.closesAt),
    languages: scan.instrument.languages,
    words: Object.fromEntries(
      scan.instrument.languages.map((language) => [language, slipWords(language, filling)]),
    ),
    minutes: minutesOf(group, scan.instrument),
    address,
    codes: Array.from({ length: count }, (_none, place) => codes.personalCode(scanId, group.id, place)),
  }
}

function fillingOf(group: Group, scan: RunningScan, link: string): Filling {
  return {
    organisation: scan.organisationName,
    unit: group.unitName,
    link,
    closesOn: lastDayBefore(scan.closesAt),
    minutes: minutesOf(group, scan.instrument),
    today: scan.today,
  }
}

function minutesOf({ perspective }: Group, instrument: LaunchedInstrument): number {
  return minutesFor(instrument, perspective, instrument.form, instrument.ownQuestions.length)
}

const WORDS = {
  nl: {
    codes: ['nummer', 'team', 'code', 'link'],
    links: ['team', 'groep', 'uitgenodigd', 'link'],
    professional: 'professionals',
    client: 'cliënten',
    manager: 'leidinggevenden',
  },
  en: {
    codes: ['number', 'team', 'code', 'link'],
    links: ['team', 'group', 'invited', 'link'],
    professional: 'professionals',
    client: 'clients',
    manager: 'managers',
  },
}

export function codesCsv({ group, address, codes }: GroupCodes, language: 'nl' | 'en'): string {
  const rows = codes.map((code, place) => [
    String(place + 1),
    group.unitName,
    spacedCode(code),
    `${address}#${code}`,
  ])
  return csvOf([WORDS[language].codes, ...rows])
}

export function linksCsv(groups: readonly DistributedGroup[], language: 'nl' | 'en'): string {
  const words = WORDS[language]
  const rows = groups.map(({ unitName, perspective, invited, link }) => [
    unitName,
    words[perspective],
    String(invited),
    link,
  ])
  return csvOf([words.links, ...rows])
}
