/** `line` is where the record starts, `column` its name, or its letter where the name is not known; `value` is what stands there, shortened. */
export interface FileFault {
  line: number
  column: string | null
  code: FileFaultCode
  value: string | null
}

export type FileFaultCode =
  | 'empty-file'
  | 'no-rows'
  | 'not-utf8'
  | 'line-too-long'
  | 'broken-quotes'
  | 'missing-column'
  | 'unknown-column'
  | 'duplicate-column'
  | 'unnamed-column'
  | 'too-few-cells'
  | 'too-many-cells'
  | 'empty-cell'
  | 'duplicate-respondent'
  | 'unknown-perspective'
  | 'perspective-not-in-scan'
  | 'unknown-unit'
  | 'ambiguous-unit'
  | 'not-a-number'
  | 'not-whole'
  | 'outside-scale'
  | 'item-not-asked'
  | 'no-answers'
  | 'unknown-dimension'
  | 'picked-twice'
  | 'too-many-picks'
  | 'comment-too-long'
  | 'invalid-text'

/** As a spreadsheet names it: A to Z, then AA. */
export function columnLetter(place: number): string {
  const last = String.fromCharCode(65 + (place % 26))
  return place < 26 ? last : columnLetter(Math.floor(place / 26) - 1) + last
}

const LONGEST_VALUE = 40

/** What a message may repeat of a file. */
export function shorten(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)}…`
}
