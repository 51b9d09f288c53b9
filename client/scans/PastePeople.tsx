import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import { addUnits } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { formatList } from '../ui/format.ts'
import { ErrorNotice, Notice } from '../ui/Notice.tsx'
import { Table } from '../ui/Table.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import type { StepProps } from './LaunchPage.tsx'
import { type PastedLine, readPeople, withPasted } from './pasted-people.ts'
import { PERSPECTIVES } from './people.ts'

interface PastePeopleProps {
  tree: Unit[]
  draft: StepProps['draft']
  /** New teams were made; answers the tree with them. */
  onAdded: () => Promise<Unit[]>
}

/** Rows of a spreadsheet, read on this device and shown before anything changes. */
export function PastePeople({ tree, draft: { settings, change }, onAdded }: PastePeopleProps) {
  const [text, setText] = useState('')
  const [rows, setRows] = useState<string[][]>([])
  const [done, setDone] = useState(0)
  const columns = PERSPECTIVES.filter((one) => settings.perspectives.includes(one))
  const lines = readPeople(rows, columns, tree)
  const faults = lines.filter(({ found }) => found.state === 'fault')
  const fresh = lines.filter(({ found }) => found.state === 'new')

  const read = async (pasted: string) => {
    setText(pasted)
    setDone(0)
    setRows(await parseRows(pasted))
  }
  const apply = useSubmit(async () => {
    const all = fresh.length > 0 ? await withNewTeams(fresh, tree, onAdded) : tree
    const known = readPeople(rows, columns, all)
    change({ units: withPasted(settings.units, known) })
    setDone(known.filter(({ found }) => found.state === 'known').length)
    setText('')
    setRows([])
  })

  return (
    <details class="paste">
      <summary>{t('scans.paste.title')}</summary>
      <div class="stack">
        <TextArea
          label={t('scans.paste.label')}
          hint={t('scans.paste.how', {
            columns: formatList(columns.map((one) => t(`scans.perspectives.${one}`))),
          })}
          rows={6}
          value={text}
          onInput={(pasted) => void read(pasted)}
        />
        {done > 0 && (
          <Notice kind="strength" live>
            <p>{t('scans.paste.done', { count: done })}</p>
          </Notice>
        )}
        {lines.length > 0 && <Faults faults={faults} />}
        {lines.length > 0 && (
          <Table
            caption={t('scans.paste.preview')}
            keyOf={({ line }) => String(line)}
            rows={lines}
            columns={[
              { label: t('scans.paste.line'), cell: ({ line }) => line, number: true },
              { label: t('scans.who.unit'), cell: ({ name }) => name, heading: true },
              ...columns.map((one) => ({
                label: t(`scans.perspectives.${one}`),
                cell: ({ invited }: PastedLine) => invited[one] ?? '–',
                number: true,
              })),
              { label: t('scans.paste.found'), cell: ({ found }) => foundWords(found) },
            ]}
          />
        )}
        <ErrorNotice error={apply.error} />
        {lines.length > 0 && (
          <div class="buttons">
            <Button
              kind="primary"
              busy={apply.busy}
              disabled={faults.length === lines.length}
              onClick={() => void apply.submit()}
            >
              {t('scans.paste.apply', { count: lines.length - faults.length })}
            </Button>
          </div>
        )}
      </div>
    </details>
  )
}

function Faults({ faults }: { faults: PastedLine[] }) {
  if (faults.length === 0) return null
  return (
    <Notice kind="chance" title={t('scans.paste.faults', { count: faults.length })}>
      <ul>
        {faults.map(({ line, name, found }) => (
          <li key={line}>
            {t('scans.paste.atLine', { line })} {name && `“${name}”`}: {foundWords(found)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function foundWords(found: PastedLine['found']): string {
  return found.state === 'fault' ? t(`scans.paste.fault.${found.code}`) : t(`scans.paste.${found.state}`)
}

/** The parser comes over the network only when someone pastes. */
async function parseRows(pasted: string): Promise<string[][]> {
  const { parse } = (await import('papaparse')).default
  const delimiter = pasted.includes('\t') ? '\t' : pasted.includes(';') ? ';' : undefined
  return parse<string[]>(pasted, delimiter ? { delimiter } : { delimitersToGuess: [',', '|', ' '] }).data
}

async function withNewTeams(
  fresh: PastedLine[],
  tree: Unit[],
  onAdded: () => Promise<Unit[]>,
): Promise<Unit[]> {
  const root = tree.find(({ parentId }) => parentId === null)
  if (!root) return tree
  await addUnits({
    parentId: root.id,
    lines: fresh.map(({ name }) => ({ name: name.slice(0, 120), depth: 0 })),
  })
  return onAdded()
}
