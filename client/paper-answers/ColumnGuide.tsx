import type { PaperForm } from '#server/paper-answers/contract.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import { inLanguage, t } from '../text/text.ts'
import { Table } from '../ui/Table.tsx'

/** What goes into which column, for whoever types without knowing the questionnaire. */
export function ColumnGuide({ form }: { form: PaperForm }) {
  return (
    <>
      <Table
        caption={t('paperAnswers.columns.title')}
        hideCaption
        keyOf={({ column }) => column}
        rows={columnsOf(form)}
        columns={[
          { label: t('paperAnswers.columns.column'), heading: true, cell: ({ column }) => column },
          { label: t('paperAnswers.columns.what'), cell: ({ what }) => what },
        ]}
      />
      <div class="questions">
        <details>
          <summary>{t('paperAnswers.groups.title')}</summary>
          <Groups form={form} />
        </details>
        <details>
          <summary>{t('paperAnswers.items.title')}</summary>
          <div class="stack">
            {form.questionnaires.map((questionnaire) => (
              <Items key={questionnaire.perspective} questionnaire={questionnaire} />
            ))}
          </div>
        </details>
      </div>
    </>
  )
}

function columnsOf({ questionnaires }: PaperForm): { column: string; what: string }[] {
  const [first] = questionnaires
  const people = questionnaires.map(({ perspective }) =>
    t('paperAnswers.columns.point', {
      value: perspective,
      label: t(`scans.perspectives.${perspective}`).toLocaleLowerCase(),
    }),
  )
  const own = [
    { column: 'respondent', what: t('paperAnswers.columns.respondent') },
    { column: 'perspective', what: people.join(', ') },
    { column: 'unit', what: t('paperAnswers.columns.unit') },
  ]
  return first ? [...own, ...askedColumns(first)] : own
}

/** The scale and the open questions are the same for everybody. */
function askedColumns({ points, notApplicable, importance, questions }: Questionnaire) {
  const labels = points.map(({ value, label }) =>
    t('paperAnswers.columns.point', { value, label: inLanguage(label) }),
  )
  return [
    {
      column: t('paperAnswers.columns.items'),
      what: t('paperAnswers.columns.itemsWhat', {
        points: labels.join(', '),
        notApplicable: inLanguage(notApplicable),
      }),
    },
    ...(importance
      ? [
          {
            column: 'importance',
            what: t('paperAnswers.columns.importance', { count: importance.maxPicks }),
          },
        ]
      : []),
    ...questions.map(({ id, text }) => ({
      column: id,
      what: t('paperAnswers.columns.question', { question: inLanguage(text) }),
    })),
  ]
}

function Groups({ form: { groups } }: { form: PaperForm }) {
  return (
    <Table
      caption={t('paperAnswers.groups.title')}
      hideCaption
      keyOf={({ unitId, perspective }) => `${unitId} ${perspective}`}
      rows={groups}
      columns={[
        { label: 'unit', heading: true, cell: ({ unit }) => unit },
        { label: 'perspective', cell: ({ perspective }) => perspective },
      ]}
    />
  )
}

function Items({ questionnaire: { perspective, dimensions } }: { questionnaire: Questionnaire }) {
  const rows = dimensions.flatMap(({ id, title, items }) =>
    items.map((item) => ({ ...item, topic: `${inLanguage(title)} (${id})` })),
  )
  return (
    <Table
      caption={t('paperAnswers.items.caption', { people: t(`scans.perspectives.${perspective}`) })}
      keyOf={({ id }) => id}
      rows={rows}
      columns={[
        { label: t('paperAnswers.columns.column'), heading: true, cell: ({ id }) => id },
        { label: t('paperAnswers.items.text'), cell: ({ text }) => inLanguage(text) },
        { label: t('paperAnswers.items.topic'), cell: ({ topic }) => topic },
      ]}
    />
  )
}
