import type { FileFault, FileFaultCode } from '#server/paper-answers/answer-file-faults.ts'
import type { Instrument } from '#server/surveys/survey.ts'
import { quoted } from './complaints.ts'

type Words = (value: string | null, instrument?: Instrument) => string

/** The web has its own words for these codes, in client/text. */
const WORDS: Record<FileFaultCode, Words> = {
  'empty-file': () => 'the file is empty',
  'no-rows': () => 'there is a header and nothing below it',
  'not-utf8': (value) => `this is no text in UTF-8, near ${quoted(value)}: save the file as "CSV UTF-8"`,
  'line-too-long': (value) => `this line does not end; is it a CSV file? It starts with ${quoted(value)}`,
  'broken-quotes': (value) =>
    `the quotes do not match, from ${quoted(value)} on: a quote inside quotes is written twice`,
  'missing-column': () => 'this column is missing',
  'unknown-column': (value) => `${quoted(value)} names no item and no open question`,
  'duplicate-column': () => 'this column stands here twice',
  'unnamed-column': (value) => `${quoted(value)} stands in a column without a name`,
  'too-few-cells': (value) => `this row has only ${value} cells, fewer than the header`,
  'too-many-cells': (value) => `this row has ${value} cells, more than the header`,
  'empty-cell': () => 'this may not be empty',
  'duplicate-respondent': (value) => `the respondent ${quoted(value)} stands in the file already`,
  'unknown-perspective': (value) => `${quoted(value)} is not professional, client or manager`,
  'perspective-not-in-scan': (value) => `this instrument asks nothing of a ${quoted(value)}`,
  'unknown-unit': (value) => `there is no unit ${quoted(value)} in the file of units`,
  'ambiguous-unit': (value) => `more than one unit is called ${quoted(value)}: write its id`,
  'not-a-number': (value) => `${quoted(value)} is not a number, nor na (not applicable)`,
  'not-whole': (value) => `${quoted(value)} is not a whole number`,
  'outside-scale': (value, instrument) =>
    `${quoted(value)} is outside the scale ${instrument?.scale.min} to ${instrument?.scale.max}`,
  'item-not-asked': (value) => `${quoted(value)} stands at an item that this person is not asked`,
  'no-answers': () => 'this row holds no answer at all',
  'unknown-dimension': (value) => `${quoted(value)} is not a dimension that this person is asked about`,
  'picked-twice': (value) => `${quoted(value)} is picked twice`,
  'too-many-picks': (value, instrument) =>
    `${quoted(value)}: ${instrument?.importanceQuestion?.maxPicks ?? 0} may be picked, not more`,
  'comment-too-long': () => 'this comment is too long',
  'invalid-text': () => 'this comment holds a character that cannot be stored',
}

export function wordsOf({ code, value }: FileFault, instrument?: Instrument): string {
  return WORDS[code](value, instrument)
}
