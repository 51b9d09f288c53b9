import {
  dimensionsFor,
  type Form,
  type Language,
  minutesFor,
  questionsOf,
  type Text,
} from '../surveys/survey.ts'
import type { Questionnaire } from './contract.ts'
import type { Asked } from './submission.ts'

interface Occasion {
  organisation: string
  title: string
  languages: Language[]
  closesAt: Date
  minimum: number
}

/** Only the words of the scan's languages, and only what this perspective is asked. */
export function presentQuestionnaire(asked: Asked, occasion: Occasion): Questionnaire {
  const { instrument, perspective } = asked
  const { organisation, title, languages, closesAt, minimum } = occasion
  const only = (text: Text | undefined) => pick(text ?? {}, languages)
  const { importanceQuestion: importance, scale } = instrument
  return {
    organisation,
    title,
    perspective,
    languages,
    closesAt: closesAt.toISOString(),
    minutes: minutesFor(instrument, perspective, instrument.form, instrument.ownQuestions.length),
    minimum,
    instruction: only(instrument.instruction[perspective]),
    points: scale.anchors.map(({ value, label }) => ({ value, label: only(label) })),
    notApplicable: only(scale.notApplicable.label),
    dimensions: dimensionsFor(instrument, perspective, instrument.form as Form).map((dimension) => ({
      id: dimension.id,
      title: only(dimension.title),
      items: asked.items
        .filter((item) => item.dimensionId === dimension.id)
        .map((item) => ({ id: item.id, text: only(item.text) })),
    })),
    importance: importance && { text: only(importance.text), maxPicks: importance.maxPicks },
    questions: questionsOf(instrument).map(({ id, text, maxLength }) => ({
      id,
      text: only(text),
      maxLength,
    })),
    hint: only(instrument.openQuestionHint),
  }
}

function pick(text: Text, languages: Language[]): Text {
  return Object.fromEntries(
    languages.flatMap((language) => (text[language] ? [[language, text[language]]] : [])),
  )
}
