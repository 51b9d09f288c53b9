import type {
  AgreementCell,
  AgreementWord,
  GapCell,
  PerspectiveResult,
  Publication,
  ResponseRate,
  ScoreCell,
  UnitResult,
} from '#server/results/contract.ts'
import type { Perspective, Text } from '#server/surveys/survey.ts'

const WHO: Record<Perspective, string> = {
  professional: 'professionals',
  client: 'clients',
  manager: 'managers',
}
const AGREEMENT: Record<AgreementWord, string> = {
  lack: 'no agreement',
  weak: 'weak',
  moderate: 'moderate',
  strong: 'strong',
  'very-strong': 'very strong',
}
const HIDDEN = 'too few answers'
const MOST_DASHES = 10

/** What the dashboard shows, to be read as it is: made of the publication only, and hidden figures are words. */
export function publicationMarkdown(publication: Publication): string {
  const parts = [
    ...headLines(publication),
    ...publication.perspectives.flatMap((perspective) => perspectiveLines(publication, perspective)),
    ...gapLines(publication),
    ...priorityLines(publication),
    ...READING,
  ]
  return `${parts.join('\n')}\n`
}

const READING = [
  '## How to read this',
  '',
  'Scores run from 0 to 100 and are no percentages of people. Between brackets stands the range in which the score of the whole group lies, with 95 %',
  'certainty, and how many answers it is made of; not where that number would tell something about others. "Few answers": five to nine, or too few to give a range safely.',
  '"Everyone answered": no one is missing, but an answer is still no exact measurement. Below 5 and above 95 only that is told. Differences are rounded by',
  'themselves and may differ by 1 from the scores beside them.',
]

function headLines({ instrument, scan, minimums, notices, perspectives }: Publication): string[] {
  const least = perspectives.map((one) => `${minimums[one]} for ${WHO[one]}`).join(', ')
  return [
    `# ${cell(textOf(instrument.title, instrument.id))}: ${cell(scan.title)}`,
    '',
    ...(notices.includes('not-validated')
      ? [
          `> **Draft instrument.** ${cell(textOf(instrument.validation.note, 'It has not been validated.'))}`,
          '',
        ]
      : []),
    `- Instrument ${cell(instrument.id)} ${cell(instrument.version)}, ${instrument.form} form`,
    `- Fewest answers behind a score: ${least || 'none'}; behind ranges and details: ${minimums.detail}`,
    ...(notices.includes('more-answers-than-invited')
      ? [
          '- Somewhere more people answered than were invited: there the number of answers is taken as the number invited',
        ]
      : []),
    '',
  ]
}

function perspectiveLines(publication: Publication, perspective: Perspective): string[] {
  const asked = publication.dimensions.flatMap(({ items }, index) =>
    items.some(({ texts }) => texts[perspective]) ? [index] : [],
  )
  const rows = publication.units.flatMap((unit) =>
    unit.perspectives.flatMap((result) => (result.perspective === perspective ? [{ unit, result }] : [])),
  )
  const isShown = ({ result }: { result: PerspectiveResult }) =>
    result.dimensions.some(({ state }) => state === 'shown')
  const [shown, hidden] = [rows.filter(isShown), rows.filter((row) => !isShown(row))]
  return [
    `## ${heading(WHO[perspective])}`,
    '',
    ...(shown.length > 0
      ? table(
          ['Unit', 'Response', ...asked.map((index) => titleOf(publication, index))],
          shown.map(({ unit, result }) => [
            nameOf(unit),
            responseWords(result.response),
            ...asked.map((index) => scoreWords(result.dimensions[index])),
          ]),
        )
      : []),
    ...hiddenLines(hidden.map(({ unit }) => unit.name)),
    ...agreementLines(publication, asked, shown),
  ]
}

function hiddenLines(names: string[]): string[] {
  if (names.length === 0) return []
  return [
    `Nothing is shown of ${names.map(cell).join(', ')}: too few people answered there, or what they answered could be worked out.`,
    '',
  ]
}

function agreementLines(
  publication: Publication,
  asked: number[],
  shown: { unit: UnitResult; result: PerspectiveResult }[],
): string[] {
  const known = shown.filter(({ result }) => result.agreement?.some(({ state }) => state === 'shown'))
  if (known.length === 0) return []
  return [
    'Do they agree? Measured carefully, and generously:',
    '',
    ...table(
      ['Unit', ...asked.map((index) => titleOf(publication, index))],
      known.map(({ unit, result }) => [
        nameOf(unit),
        ...asked.map((index) => agreementWords(result.agreement?.[index])),
      ]),
    ),
  ]
}

function gapLines(publication: Publication): string[] {
  const [top] = publication.units
  return (top?.gaps ?? []).flatMap(({ first, second }, pair) => {
    const rows = publication.units.flatMap((unit) => {
      const cells = unit.gaps[pair]?.dimensions ?? []
      return cells.some(({ state }) => state === 'shown')
        ? [[nameOf(unit), ...cells.map((gap) => gapWords(gap, first, second))]]
        : []
    })
    const titles = publication.dimensions.map((_dimension, index) => titleOf(publication, index))
    return [
      `## ${heading(WHO[first])} and ${WHO[second]}`,
      '',
      ...(rows.length > 0 ? table(['Unit', ...titles], rows) : [`Nothing is shown: ${HIDDEN}.`, '']),
    ]
  })
}

function priorityLines(publication: Publication): string[] {
  const lists = publication.units.flatMap(({ name, priorities }) => {
    if (priorities.state === 'hidden') return []
    const topics = priorities.topics.map(({ dimension, rank, score, importance, aboutEqualToNext }) => {
      const index = publication.dimensions.findIndex(({ id }) => id === dimension)
      const equal = aboutEqualToNext ? '; about equal to the next' : ''
      return `${rank}. ${titleOf(publication, index)} (score ${score.label}, chosen by ${importance.label} %${equal})`
    })
    return [`${cell(name)}, by ${WHO[priorities.perspective]}:`, '', ...topics, '']
  })
  return lists.length > 0 ? ['## What first', '', ...lists] : []
}

function scoreWords(score: ScoreCell | undefined): string {
  if (!score || score.state === 'hidden') return HIDDEN
  const { basis, interval } = score
  if (basis.state === 'few') {
    const { label } = score.score
    return interval.state === 'range'
      ? `${label} (${interval.low}–${interval.high})`
      : `${label}, few answers`
  }
  const n = basis.invited === null ? `n ${basis.n}` : `n ${basis.n} of ${basis.invited}`
  if (interval.state === 'everyone') return `${score.score.label} (everyone answered; n ${basis.n})`
  const range = interval.state === 'range' ? `${interval.low}–${interval.high}; ` : ''
  return `${score.score.label} (${range}${n})`
}

function responseWords(response: ResponseRate): string {
  if (response.state === 'hidden') return 'not told'
  return `${response.bound === 'at-least' ? '≥' : '<'} ${response.percentage} % of ${response.invited}`
}

function agreementWords(agreement: AgreementCell | undefined): string {
  if (!agreement || agreement.state === 'hidden') return HIDDEN
  const { careful, generous } = agreement
  return careful === null || careful === generous
    ? AGREEMENT[generous]
    : `${AGREEMENT[careful]}, ${AGREEMENT[generous]}`
}

function gapWords(gap: GapCell, first: Perspective, second: Perspective): string {
  if (gap.state === 'hidden') return HIDDEN
  const range =
    gap.interval.state === 'range' ? ` (${signed(gap.interval.low)} to ${signed(gap.interval.high)})` : ''
  const difference = gap.difference === null ? [] : [`${signed(gap.difference)}${range}`]
  const verdicts = {
    'first-higher': `${WHO[first]} higher`,
    'second-higher': `${WHO[second]} higher`,
    'no-clear-difference': 'no clear difference',
  }
  return [...difference, gap.verdict === null ? 'few answers' : verdicts[gap.verdict]].join(', ')
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace('-', '−')
}

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

/** Depth as dashes: Markdown drops spaces at the start of a cell. */
function nameOf({ name, level }: UnitResult): string {
  return `${'– '.repeat(Math.min(level, MOST_DASHES))}${cell(name)}`
}

function titleOf({ dimensions }: Publication, index: number): string {
  const { title = {}, id = '' } = dimensions[index] ?? {}
  return cell(textOf(title, id))
}

function textOf({ en, nl, fi }: Text, otherwise: string): string {
  return en ?? nl ?? fi ?? otherwise
}

function heading(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** A name is only ever a name: never a column, a heading, a link or markup. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&')
}
