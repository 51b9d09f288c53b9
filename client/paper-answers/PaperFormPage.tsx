import { useState } from 'preact/hooks'
import type { Questionnaire } from '#server/responses/contract.ts'
import type { Perspective } from '#server/surveys/contract.ts'
import { getPaperForm } from '../api.ts'
import { inLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Field.tsx'
import { closingDay, formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import './paper-answers.css'

export function PaperFormPage({ scanId }: { scanId: string }) {
  return (
    <Page
      title={t('paperAnswers.print.title')}
      purpose={t('paperAnswers.print.purpose')}
      breadcrumb={[
        { label: t('scans.title'), href: '/scans' },
        { label: t('paperAnswers.print.back'), href: `/scans/${scanId}/paper` },
      ]}
      action={
        <Button kind="primary" icon="print" onClick={() => print()}>
          {t('common.print')}
        </Button>
      }
    >
      <Loaded name={`paper form ${scanId}`} load={() => getPaperForm(scanId)}>
        {({ questionnaires }) => <Choice questionnaires={questionnaires} />}
      </Loaded>
    </Page>
  )
}

function Choice({ questionnaires }: { questionnaires: Questionnaire[] }) {
  const [wished, setWished] = useState<Perspective>()
  const questionnaire = questionnaires.find((one) => one.perspective === wished) ?? questionnaires[0]
  if (!questionnaire) return null
  return (
    <div class="stack">
      {questionnaires.length > 1 && (
        <div class="sheet-choice">
          <Select
            label={t('paperAnswers.print.who')}
            value={questionnaire.perspective}
            options={questionnaires.map(({ perspective }) => ({
              value: perspective,
              label: t(`scans.perspectives.${perspective}`),
            }))}
            onChange={setWished}
          />
        </div>
      )}
      <Sheet questionnaire={questionnaire} />
    </div>
  )
}

function Sheet({ questionnaire }: { questionnaire: Questionnaire }) {
  const { organisation, title, closesAt, instruction, dimensions, questions, hint } = questionnaire
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the sheet scrolls, and has to be reachable by keyboard.
    <section class="sheet" aria-label={t('paperAnswers.print.title')} tabIndex={0}>
      <header>
        <h2>{organisation}</h2>
        <p>{title}</p>
      </header>
      <p>{t('paperAnswers.print.until', { closes: formatDate(closingDay(closesAt)) })}</p>
      <p>{t('paperAnswers.print.nameless')}</p>
      <p class="sheet-blanks">
        <span>{t('paperAnswers.print.team')}</span>
        <span>{t('paperAnswers.print.number')}</span>
      </p>
      <p>{inLanguage(instruction)}</p>
      <p>{t('paperAnswers.print.cross')}</p>
      {dimensions.map((dimension) => (
        <Statements key={dimension.id} questionnaire={questionnaire} dimension={dimension} />
      ))}
      <Importance questionnaire={questionnaire} />
      {questions.map(({ id, text }) => (
        <div key={id} class="sheet-question">
          <h3>{inLanguage(text)}</h3>
          <p>{inLanguage(hint)}</p>
        </div>
      ))}
    </section>
  )
}

interface StatementsProps {
  questionnaire: Questionnaire
  dimension: Questionnaire['dimensions'][number]
}

/** The code before each statement is its column in the file. */
function Statements({ questionnaire: { points, notApplicable }, dimension }: StatementsProps) {
  const choices = [...points.map(({ label }) => inLanguage(label)), inLanguage(notApplicable)]
  return (
    <table class="sheet-statements">
      <caption>{inLanguage(dimension.title)}</caption>
      <thead>
        <tr>
          <td />
          {choices.map((choice) => (
            <th key={choice} scope="col">
              {choice}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {dimension.items.map(({ id, text }) => (
          <tr key={id}>
            <th scope="row">
              <span class="hint">{id}</span> {inLanguage(text)}
            </th>
            {choices.map((choice) => (
              <td key={choice}>
                <span class="sheet-box" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Importance({ questionnaire: { importance, dimensions } }: { questionnaire: Questionnaire }) {
  if (!importance) return null
  return (
    <div class="sheet-topics">
      <h3>{inLanguage(importance.text)}</h3>
      <p>{t('paperAnswers.print.pick', { count: importance.maxPicks })}</p>
      <ul>
        {dimensions.map(({ id, title }) => (
          <li key={id}>
            <span class="sheet-box" /> {inLanguage(title)} <span class="hint">{id}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
