import type { Language } from '../surveys/contract.ts'
import type { Message, MessageHoles, Messages, SlipWords } from './contract.ts'

export interface Filling {
  organisation: string
  unit: string
  link: string
  /** Day as in 2026-11-21, or nothing yet. */
  closesOn: string | null
  minutes: number
  /** The year is told of a day that lies in another one. */
  today: string
}

type Hole = Exclude<keyof Filling, 'today'>

/** The names of the holes as they stand in a text, in its own language. */
const NAMES: Record<Language, Record<Hole, string>> = {
  nl: { organisation: 'organisatie', unit: 'team', link: 'link', closesOn: 'sluitdatum', minutes: 'minuten' },
  en: {
    organisation: 'organisation',
    unit: 'team',
    link: 'link',
    closesOn: 'closing date',
    minutes: 'minutes',
  },
  fi: {
    organisation: 'organisaatio',
    unit: 'tiimi',
    link: 'linkki',
    closesOn: 'päättymispäivä',
    minutes: 'minuutit',
  },
}
const LOCALES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB', fi: 'fi-FI' }

/** Fills the holes of a text; a hole that nobody knows stays as it was typed. */
export function fillIn(text: string, language: Language, filling: Filling): string {
  const values = new Map(valuesOf(language, filling).map(({ name, example }) => [name, example]))
  return text.replace(/\{([^{}]{1,40})\}/g, (hole, name: string) => values.get(name.trim()) ?? hole)
}

export function fillMessage(message: Message, language: Language, filling: Filling): Message {
  return {
    subject: fillIn(message.subject, language, filling),
    invitation: fillIn(message.invitation, language, filling),
    reminder: fillIn(message.reminder, language, filling),
    chat: fillIn(message.chat, language, filling),
  }
}

export function slipWords(language: Language, filling: Filling): SlipWords {
  const { ask, how, until, once, scan } = SLIPS[language]
  return { ask, how, until: fillIn(until, language, filling), once, scan }
}

export function holesOf(filling: Filling): MessageHoles {
  return { nl: valuesOf('nl', filling), en: valuesOf('en', filling), fi: valuesOf('fi', filling) }
}

export function hasLink(text: string, language: Language): boolean {
  return text.includes(`{${NAMES[language].link}}`)
}

function valuesOf(language: Language, filling: Filling): { name: string; example: string }[] {
  const names = NAMES[language]
  return [
    { name: names.organisation, example: filling.organisation },
    { name: names.unit, example: filling.unit },
    { name: names.link, example: filling.link },
    { name: names.closesOn, example: dayInWords(language, filling) },
    { name: names.minutes, example: minutesInWords(language, filling.minutes) },
  ]
}

function dayInWords(language: Language, { closesOn, today }: Filling): string {
  if (closesOn === null) return '…'
  const format: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(closesOn.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }
  return new Intl.DateTimeFormat(LOCALES[language], format).format(new Date(closesOn))
}

function minutesInWords(language: Language, minutes: number): string {
  return new Intl.NumberFormat(LOCALES[language]).format(Math.ceil(minutes))
}

export const DEFAULT_MESSAGES: Required<Messages> = {
  nl: {
    subject: 'Uw mening: hoe werken wij bij {organisatie}?',
    invitation: `Beste lezer,

Bij {organisatie} willen we dat mensen zelf de regie houden. Hoe goed lukt dat? Dat vragen we aan u.

Vul de vragenlijst één keer in, via deze link: {link}
Het kost ongeveer {minuten} minuten. Het kan tot en met {sluitdatum}, ook op uw telefoon.

Meedoen is vrijwillig en anoniem. Niemand ziet wat u antwoordt. We tonen alleen uitkomsten van groepen die groot genoeg zijn.

Hartelijk dank.`,
    reminder: `Beste lezer,

Heeft u de vragenlijst van {organisatie} al ingevuld? Dan hoeft u niets te doen. Hartelijk dank.

Nog niet? Het kan tot en met {sluitdatum}, via deze link: {link}
Het kost ongeveer {minuten} minuten. We weten niet wie er heeft meegedaan, daarom krijgt iedereen dit bericht.`,
    chat: 'Hoe goed houden mensen bij {organisatie} zelf de regie? Vul anoniem de vragenlijst in, ongeveer {minuten} minuten, tot en met {sluitdatum}: {link}',
  },
  en: {
    subject: 'Your view: how do we work at {organisation}?',
    invitation: `Dear reader,

At {organisation} we want people to stay in charge themselves. How well does that work? We would like to hear it from you.

Fill in the questionnaire once, here: {link}
It takes about {minutes} minutes. You can do so until the end of {closing date}, also on your phone.

Taking part is voluntary and anonymous. Nobody sees what you answer. We only show results of groups that are large enough.

Thank you very much.`,
    reminder: `Dear reader,

Have you already filled in the questionnaire of {organisation}? Then there is nothing to do. Thank you very much.

Not yet? You can do so until the end of {closing date}, here: {link}
It takes about {minutes} minutes. We do not know who took part, so everyone gets this message.`,
    chat: 'How well do people stay in charge at {organisation}? Fill in the questionnaire anonymously, about {minutes} minutes, until the end of {closing date}: {link}',
  },
  fi: {
    subject: 'Mielipiteesi toiminnastamme: {organisaatio}',
    invitation: `Hyvä lukija,

haluamme, että ihmiset ohjaavat itse omaa elämäänsä. Kuinka hyvin se meillä onnistuu? Kysymme sitä sinulta.

Vastaa kyselyyn kerran, tästä: {linkki}
Vastaamiseen kuluva aika minuutteina: noin {minuutit}
Viimeinen vastauspäivä: {päättymispäivä}

Osallistuminen on vapaaehtoista ja nimetöntä. Kukaan ei näe, mitä vastaat. Näytämme vain riittävän suurten ryhmien tuloksia.

Kiitos vastauksestasi.
{organisaatio}`,
    reminder: `Hyvä lukija,

oletko jo vastannut kyselyymme? Silloin sinun ei tarvitse tehdä mitään. Kiitos.

Jos et ole vielä vastannut, kyselyyn pääset tästä: {linkki}
Viimeinen vastauspäivä: {päättymispäivä}

Emme tiedä, kuka on vastannut, joten lähetämme tämän viestin kaikille.
{organisaatio}`,
    chat: 'Kuinka hyvin ihmiset ohjaavat meillä itse omaa elämäänsä? Vastaa kyselyyn nimettömästi, viimeinen vastauspäivä: {päättymispäivä}. {linkki}',
  },
}

const SLIPS: Record<Language, SlipWords> = {
  nl: {
    ask: 'Hoe ziet u het? Vul de vragenlijst in. Meedoen is vrijwillig en anoniem.',
    how: 'Scan het vierkant met uw telefoon. Of ga naar dit adres en typ de code:',
    until: 'Tot en met {sluitdatum}, ongeveer {minuten} minuten.',
    once: 'De code werkt één keer.',
    scan: 'Vierkant om te scannen; opent de vragenlijst',
  },
  en: {
    ask: 'How do you see it? Fill in the questionnaire. Taking part is voluntary and anonymous.',
    how: 'Scan the square with your phone. Or go to this address and type the code:',
    until: 'Until the end of {closing date}, about {minutes} minutes.',
    once: 'The code works once.',
    scan: 'Square to scan; opens the questionnaire',
  },
  fi: {
    ask: 'Mitä mieltä olet? Vastaa kyselyyn. Osallistuminen on vapaaehtoista ja nimetöntä.',
    how: 'Skannaa neliö puhelimella. Voit myös mennä tähän osoitteeseen ja kirjoittaa koodin:',
    until: 'Viimeinen vastauspäivä: {päättymispäivä}. Aikaa kuluu minuutteina noin: {minuutit}.',
    once: 'Koodi toimii kerran.',
    scan: 'Skannattava neliö, joka avaa kyselyn',
  },
}
