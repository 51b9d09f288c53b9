import type { PaperCount, PaperOutcome, PaperPreview } from '#server/paper-answers/contract.ts'
import { storePaperAnswers } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Table } from '../ui/Table.tsx'
import { useSubmit } from '../ui/use-submit.ts'

type Ready = Extract<PaperPreview, { state: 'ready' }>
type Faulty = Extract<PaperPreview, { state: 'faulty' }>

interface PreviewProps {
  scanId: string
  name: string
  csv: string
  preview: PaperPreview
  onStored: (outcome: PaperOutcome) => void
}

export function Preview({ preview, ...rest }: PreviewProps) {
  if (preview.state === 'faulty') return <Faults name={rest.name} preview={preview} />
  return preview.fresh === 0 ? <AlreadyIn preview={preview} /> : <Fresh {...rest} preview={preview} />
}

function Fresh({ scanId, name, csv, preview, onStored }: PreviewProps & { preview: Ready }) {
  const { fresh, known } = preview
  const store = useSubmit(async () => onStored(await storePaperAnswers(scanId, csv)))
  return (
    <>
      <Notice title={t('paperAnswers.preview.title', { name })} live>
        <p>{t('paperAnswers.preview.fresh', { count: fresh })}</p>
        {known > 0 && <p>{t('paperAnswers.preview.known', { count: known })}</p>}
      </Notice>
      <Counts preview={preview} />
      <ErrorNotice error={store.error} />
      {store.error !== undefined && <p class="hint">{t('paperAnswers.preview.retry')}</p>}
      <div class="buttons">
        <Button kind="primary" busy={store.busy} onClick={() => void store.submit()}>
          {t('paperAnswers.preview.store', { count: fresh })}
        </Button>
        {store.busy && <span role="status">{t('paperAnswers.preview.storing')}</span>}
      </div>
    </>
  )
}

function AlreadyIn({ preview }: { preview: Ready }) {
  return (
    <>
      <Notice title={t('paperAnswers.already.title', { count: preview.known })} live>
        <p>{t('paperAnswers.already.nothing')}</p>
        <p>{t('paperAnswers.already.others')}</p>
        <p>{t('paperAnswers.already.changed')}</p>
      </Notice>
      <Counts preview={preview} />
    </>
  )
}

function Counts({ preview: { groups } }: { preview: Ready }) {
  return (
    <>
      <Table
        caption={t('paperAnswers.preview.caption')}
        keyOf={({ unitId, perspective }) => `${unitId} ${perspective}`}
        rows={groups}
        columns={[
          { label: t('paperAnswers.groups.unit'), heading: true, cell: groupWords },
          { label: t('paperAnswers.preview.new'), number: true, cell: ({ fresh }) => fresh },
          { label: t('paperAnswers.preview.already'), number: true, cell: ({ known }) => known },
        ]}
      />
      {groups
        .filter(({ fresh, known, invited }) => fresh + known > invited)
        .map((group) => (
          <p key={`${group.unitId} ${group.perspective}`} class="crowded">
            {t('paperAnswers.preview.tooMany', { group: groupWords(group), invited: group.invited })}
          </p>
        ))}
    </>
  )
}

function groupWords({ unit, perspective }: PaperCount): string {
  return `${unit}, ${t(`scans.perspectives.${perspective}`).toLocaleLowerCase()}`
}

function Faults({ name, preview: { faults, faultCount, sound } }: { name: string; preview: Faulty }) {
  return (
    <>
      <Notice kind="chance" title={t('paperAnswers.faulty.title', { count: faultCount, name })} live>
        <p>{t('paperAnswers.faulty.nothing')}</p>
        {sound > 0 && <p>{t('paperAnswers.faulty.sound', { count: sound })}</p>}
        {faults.length < faultCount && <p>{t('paperAnswers.faulty.first', { count: faults.length })}</p>}
      </Notice>
      <Table
        caption={t('paperAnswers.faulty.caption')}
        keyOf={({ place }) => String(place)}
        rows={faults.map((fault, place) => ({ ...fault, place }))}
        columns={[
          {
            label: t('paperAnswers.faulty.line'),
            heading: true,
            cell: ({ line, column }) => (
              <>
                {line} <span class="fault-column">{column ?? t('paperAnswers.faulty.whole')}</span>
              </>
            ),
          },
          { label: t('paperAnswers.faulty.what'), cell: ({ code }) => t(`paperAnswers.fault.${code}`) },
        ]}
      />
    </>
  )
}
