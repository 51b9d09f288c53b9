import { hasShortForm, type Instrument, isLaunchable } from '../surveys/survey.ts'
import { daysBetween, isWeekend, yearAfter } from './calendar.ts'
import type { Check, CheckCode, ScanSettings, WizardStep } from './contract.ts'
import { hasLink } from './messages.ts'
import { groupsOf, isWritten, PERSPECTIVES } from './scan.ts'

const SHORTEST_DAYS = 7
const LONGEST_DAYS = 42

type Detail = Partial<Pick<Check, 'field' | 'count' | 'units' | 'perspectives' | 'languages'>>

/** Everything the check page tells, green lines too. Whether units will be readable is told by the forecast instead. */
export function checkLaunch(
  settings: ScanSettings,
  existingUnits: ReadonlySet<string>,
  instruments: ReadonlyMap<string, Instrument>,
  today: string,
): Check[] {
  const instrument = instruments.get(settings.instrumentId)
  return [
    ...whoChecks(settings, existingUnits),
    ...whenChecks(settings, today),
    ...(instrument && isLaunchable(instrument)
      ? [...questionChecks(settings, instrument), ...messageChecks(settings, instrument)]
      : [line('red', 'questions', 'unknown-instrument', { field: 'instrument' })]),
    line('green', 'check', 'minimums-freeze'),
  ]
}

export function mayLaunch(checks: readonly Check[]): boolean {
  return checks.every(({ level }) => level !== 'red')
}

function whoChecks(settings: ScanSettings, existingUnits: ReadonlySet<string>): Check[] {
  const gone = settings.units.map(({ unitId }) => unitId).filter((unitId) => !existingUnits.has(unitId))
  const groups = groupsOf(settings)
  const count = groups.reduce((sum, { invited }) => sum + invited, 0)
  const size = (perspective: string) =>
    groups.reduce((sum, group) => sum + (group.perspective === perspective ? group.invited : 0), 0)
  const chosen = PERSPECTIVES.filter((one) => settings.perspectives.includes(one))
  const empty = chosen.filter((one) => size(one) === 0)
  const tooSmall = chosen.filter((one) => size(one) > 0 && size(one) < settings.minimums[one])
  const nobodyReadable = count > 0 && chosen.every((one) => size(one) < settings.minimums[one])
  return [
    ...when(
      gone.length > 0,
      line('red', 'who', 'unit-gone', { field: 'units', count: gone.length, units: gone }),
    ),
    ...when(chosen.length === 0, line('red', 'who', 'no-perspective', { field: 'perspectives' })),
    ...when(chosen.length > 0 && count === 0, line('red', 'who', 'nobody-invited', { field: 'units' })),
    ...when(nobodyReadable, line('red', 'who', 'too-few-people', { field: 'units', count })),
    ...when(
      count > 0 && empty.length > 0,
      line('amber', 'who', 'perspective-empty', { field: 'units', perspectives: empty }),
    ),
    ...when(
      tooSmall.length > 0 && !nobodyReadable,
      line('amber', 'who', 'perspective-too-small', { field: 'units', perspectives: tooSmall }),
    ),
    ...when(count > 0 && !nobodyReadable, line('green', 'who', 'people-invited', { count })),
  ]
}

function whenChecks({ opensOn, closesOn, remindersOn }: ScanSettings, today: string): Check[] {
  if (opensOn === null) return [line('red', 'when', 'opening-missing', { field: 'opensOn' })]
  if (closesOn === null) return [line('red', 'when', 'closing-missing', { field: 'closesOn' })]
  const days = daysBetween(opensOn, closesOn) + 1
  const outside = remindersOn.filter((day) => day <= opensOn || day >= closesOn)
  const wrong = [
    ...when(opensOn < today, line('red', 'when', 'opens-in-past', { field: 'opensOn' })),
    ...when(days < 1, line('red', 'when', 'closes-before-opens', { field: 'closesOn' })),
    ...when(closesOn < today && days >= 1, line('red', 'when', 'closes-in-past', { field: 'closesOn' })),
    ...when(opensOn > yearAfter(today), line('red', 'when', 'date-too-far', { field: 'opensOn' })),
    ...when(closesOn > yearAfter(opensOn), line('red', 'when', 'date-too-far', { field: 'closesOn' })),
  ]
  if (wrong.length > 0) return wrong
  return [
    line('green', 'when', 'days-open', { count: days }),
    ...when(days < SHORTEST_DAYS, line('amber', 'when', 'short-period', { field: 'closesOn', count: days })),
    ...when(days > LONGEST_DAYS, line('amber', 'when', 'long-period', { field: 'closesOn', count: days })),
    ...when(isWeekend(closesOn), line('amber', 'when', 'closes-in-weekend', { field: 'closesOn' })),
    ...when(remindersOn.length === 0, line('amber', 'when', 'no-reminder', { field: 'remindersOn' })),
    ...when(outside.length > 0, line('amber', 'when', 'reminder-outside', { field: 'remindersOn' })),
  ]
}

function questionChecks(settings: ScanSettings, instrument: Instrument): Check[] {
  const notAsked = settings.perspectives.filter((one) => !instrument.perspectives.includes(one))
  const incomplete = settings.languages.filter((language) =>
    settings.ownQuestions.some((question) => isWritten(question) && !question.text[language]?.trim()),
  )
  const notValidated = instrument.validation.status === 'not-validated'
  return [
    line('green', 'questions', 'instrument-chosen', {
      count: settings.ownQuestions.filter(isWritten).length,
    }),
    ...when(
      notAsked.length > 0,
      line('red', 'questions', 'perspective-not-asked', { field: 'instrument', perspectives: notAsked }),
    ),
    ...when(
      settings.form === 'short' && !hasShortForm(instrument),
      line('red', 'questions', 'no-short-form', { field: 'form' }),
    ),
    ...when(
      incomplete.length > 0,
      line('red', 'questions', 'own-question-incomplete', { field: 'ownQuestions', languages: incomplete }),
    ),
    ...when(notValidated, line('amber', 'questions', 'not-validated', { field: 'instrument' })),
  ]
}

function messageChecks({ languages, messages }: ScanSettings, instrument: Instrument): Check[] {
  if (languages.length === 0) return [line('red', 'message', 'no-language', { field: 'languages' })]
  const unknown = languages.filter((language) => !instrument.languages.includes(language))
  const empty = languages.filter((language) => !messages[language]?.invitation.trim())
  const linkless = languages.filter(
    (language) => !empty.includes(language) && !hasLink(messages[language]?.invitation ?? '', language),
  )
  return [
    ...when(
      unknown.length > 0,
      line('red', 'message', 'language-not-in-instrument', { field: 'languages', languages: unknown }),
    ),
    ...when(
      empty.length > 0,
      line('red', 'message', 'message-empty', { field: 'messages', languages: empty }),
    ),
    ...when(
      linkless.length > 0,
      line('amber', 'message', 'message-without-link', { field: 'messages', languages: linkless }),
    ),
    ...when(
      unknown.length + empty.length === 0,
      line('green', 'message', 'messages-ready', { languages: [...languages] }),
    ),
  ]
}

function line(level: Check['level'], step: WizardStep, code: CheckCode, detail: Detail = {}): Check {
  return { level, code, step, field: null, count: 0, units: [], perspectives: [], languages: [], ...detail }
}

const when = (applies: boolean, check: Check): Check[] => (applies ? [check] : [])
