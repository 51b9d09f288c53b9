import type { AgreementCell, AgreementWord } from '#server/results/contract.ts'
import { t } from '../text/text.ts'
import { type Chosen, titlesOf } from './chosen.ts'

const MOST_AGREED_FIRST: AgreementWord[] = ['very-strong', 'strong', 'moderate', 'weak', 'lack']

interface AgreementGroup {
  word: AgreementWord
  topics: string[]
}

/** The topics that may be told, by how far people agree on them, measured carefully where that can be done. */
export function agreementGroups({ publication, result }: Chosen): AgreementGroup[] {
  const titles = titlesOf(publication)
  return MOST_AGREED_FIRST.map((word) => ({
    word,
    topics: titles.filter((_title, place) => wordOf(result.agreement?.[place]) === word),
  })).filter(({ topics }) => topics.length > 0)
}

function wordOf(cell: AgreementCell | undefined): AgreementWord | null {
  return cell?.state === 'shown' ? (cell.careful ?? cell.generous) : null
}

/** Both words for the table under the chart; none when nothing may be told, as in publications of before. */
export function agreementColumns({ result }: Chosen, places: readonly number[]) {
  const cells = places.map((place) => result.agreement?.[place])
  if (!cells.some((cell) => cell?.state === 'shown')) return []
  const column = (measure: 'careful' | 'generous') => ({
    label: t(`results.agreement.${measure}`),
    cells: cells.map((cell) => {
      const word = cell?.state === 'shown' ? cell[measure] : null
      return word ? t(`results.agreement.words.${word}`) : '–'
    }),
  })
  return [column('careful'), column('generous')]
}
