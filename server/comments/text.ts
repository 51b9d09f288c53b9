import { checkAnswers, type LaunchedInstrument } from '../surveys/survey.ts'

/** An edited comment keeps to what its writer had to keep to. */
export function faultsIn(
  instrument: LaunchedInstrument,
  { questionId }: { questionId: string },
  text: string | undefined,
) {
  if (text === undefined) return []
  const submission = { answers: {}, importance: [], comments: { [questionId]: text } }
  return checkAnswers(instrument, 'professional', submission).map(({ code }) => ({ path: '/text', code }))
}
