import { useState } from 'preact/hooks'
import type { PaperOutcome } from '#server/paper-answers/contract.ts'
import { previewPaperAnswers } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatNumber } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { type ReadFile, readCsvFile } from './csv-file.ts'
import { FileField } from './FileField.tsx'
import { Preview } from './Preview.tsx'

interface UploadProps {
  scanId: string
  mostBytes: number
}

/** The text stays as it was read, so that what is stored is what was shown. */
type Chosen = ReadFile & { name: string; turn: number }

const MEGABYTE = 1024 * 1024

/** Reads a file, shows what would happen, and stores only when told to. */
export function Upload({ scanId, mostBytes }: UploadProps) {
  const [chosen, setChosen] = useState<Chosen>()
  const [outcome, setOutcome] = useState<PaperOutcome>()
  const megabytes = formatNumber(mostBytes / MEGABYTE)
  const choose = async (file: File) => {
    const read = await readCsvFile(file, mostBytes)
    setChosen((before) => ({ ...read, name: file.name, turn: (before?.turn ?? 0) + 1 }))
  }
  const another = () => {
    setChosen(undefined)
    setOutcome(undefined)
  }

  return (
    <Card title={t('paperAnswers.choose.title')}>
      {outcome ? (
        <Done scanId={scanId} outcome={outcome} onAnother={another} />
      ) : (
        <>
          <FileField
            label={t('paperAnswers.choose.label')}
            button={t('paperAnswers.choose.button')}
            hint={t('paperAnswers.choose.hint', { megabytes })}
            onChoose={(file) => void choose(file)}
          />
          {chosen?.state === 'wrong' && (
            <Notice kind="error">
              <p>{t(`paperAnswers.wrong.${chosen.wrong}`, { megabytes })}</p>
            </Notice>
          )}
          {chosen?.state === 'read' && (
            <Loaded
              key={chosen.turn}
              name={`preview ${chosen.turn}`}
              load={() => previewPaperAnswers(scanId, chosen.csv)}
            >
              {(preview) => (
                <Preview
                  scanId={scanId}
                  name={chosen.name}
                  csv={chosen.csv}
                  preview={preview}
                  onStored={setOutcome}
                />
              )}
            </Loaded>
          )}
        </>
      )}
    </Card>
  )
}

interface DoneProps {
  scanId: string
  outcome: PaperOutcome
  onAnother: () => void
}

/** Nothing stored means that an earlier try, of which no answer came back, stored it all. */
function Done({ scanId, outcome: { stored, known }, onAnother }: DoneProps) {
  const title =
    stored > 0
      ? t('paperAnswers.done.title', { count: stored })
      : t('paperAnswers.already.title', { count: known })
  return (
    <>
      <Notice kind="strength" title={title} live>
        {stored > 0 && known > 0 && <p>{t('paperAnswers.done.known', { count: known })}</p>}
        <p>{t('paperAnswers.done.counted')}</p>
        <p>{t('paperAnswers.done.destroy')}</p>
      </Notice>
      <div class="buttons">
        <Button kind="primary" href={`/scans/${scanId}`}>
          {t('paperAnswers.done.back')}
        </Button>
        <Button onClick={onAnother}>{t('paperAnswers.done.more')}</Button>
      </div>
    </>
  )
}
