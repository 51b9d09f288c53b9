import { useState } from 'preact/hooks'
import type { Unit } from '#server/organisations/contract.ts'
import type { Forecast } from '#server/results/contract.ts'
import { mergeUnit } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { formatList } from '../ui/format.ts'
import { useSubmit } from '../ui/use-submit.ts'
import type { StepProps } from './LaunchPage.tsx'
import { merged } from './people.ts'

const MOST_SHOWN = 5

interface Proposal {
  /** The largest, which keeps its name. */
  into: Unit
  gone: Unit[]
}

interface MergeProposalsProps {
  forecast: Forecast
  tree: Unit[]
  draft: StepProps['draft']
  onMerged: () => Promise<unknown>
}

export function MergeProposals({ forecast, tree, draft, onMerged }: MergeProposalsProps) {
  const [asked, setAsked] = useState<Proposal>()
  const proposals = proposalsOf(forecast, tree, sizesOf(draft.settings))
  const merging = useSubmit(async () => {
    if (!asked) return
    await draft.saveNow()
    for (const unit of asked.gone) await mergeUnit(unit.id, asked.into.id)
    const gone = asked.gone.map(({ id }) => id)
    draft.change({ units: merged(draft.settings.units, gone, asked.into.id) })
    await onMerged()
    await draft.saveNow()
    setAsked(undefined)
  })
  if (proposals.length === 0) return null
  return (
    <>
      <Card title={t('scans.merge.title')} tone="chance">
        <p>{t('scans.merge.why')}</p>
        <ul class="plain-list merges">
          {proposals.slice(0, MOST_SHOWN).map((proposal) => (
            <li key={proposal.into.id}>
              <span>{t('scans.merge.proposal', namesOf(proposal))}</span>
              <Button
                label={`${t('scans.merge.button')}: ${t('scans.merge.proposal', namesOf(proposal))}`}
                onClick={() => setAsked(proposal)}
              >
                {t('scans.merge.button')}
              </Button>
            </li>
          ))}
        </ul>
        {proposals.length > MOST_SHOWN && (
          <p class="hint">{t('scans.merge.more', { count: proposals.length - MOST_SHOWN })}</p>
        )}
      </Card>
      <ConfirmDialog
        open={asked !== undefined}
        title={asked ? t('scans.merge.question', namesOf(asked)) : ''}
        confirm={t('scans.merge.button')}
        busy={merging.busy}
        error={merging.error}
        onConfirm={() => void merging.submit()}
        onCancel={() => setAsked(undefined)}
      >
        <p>{asked && t('scans.merge.what', namesOf(asked))}</p>
      </ConfirmDialog>
    </>
  )
}

function namesOf({ gone, into }: Proposal) {
  return { gone: formatList(gone.map(({ name }) => name)), into: into.name }
}

function sizesOf({ units }: StepProps['draft']['settings']): Map<string, number> {
  return new Map(
    units.map(({ unitId, invited }) => [
      unitId,
      Object.values(invited).reduce((sum, count) => sum + count, 0),
    ]),
  )
}

/** The largest of the units takes in the others. Units that have just been merged drop out. */
export function proposalsOf(
  { merges }: Forecast,
  tree: readonly Unit[],
  sizes: ReadonlyMap<string, number>,
): Proposal[] {
  const byId = new Map(tree.map((unit) => [unit.id, unit]))
  return merges.flatMap(({ unitIds }): Proposal[] => {
    const units = unitIds.flatMap((id) => byId.get(id) ?? [])
    const [into, ...gone] = units.toSorted((a, b) => (sizes.get(b.id) ?? 0) - (sizes.get(a.id) ?? 0))
    return into && gone.length > 0 && units.length === unitIds.length ? [{ into, gone }] : []
  })
}
