import { useState } from 'preact/hooks'
import type { Plan } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { RadioGroup } from '../ui/Field.tsx'
import type { Room } from './use-room.ts'
import { topicOf } from './words.ts'

interface WaitingDialogProps {
  plan: Pick<Plan, 'dimensions'>
  room: Room
  /** The topic itself may wait as well. */
  withSelf?: boolean
}

export function WaitingDialog({ plan, room: { asked }, withSelf = true }: WaitingDialogProps) {
  const [chosen, setChosen] = useState('')
  const close = (waiting: string | null) => {
    setChosen('')
    asked?.answer(waiting)
  }
  const self = asked && withSelf ? [{ value: asked.adding, label: selfWords(plan, asked.adding) }] : []
  const others = asked?.open.map(({ dimensionId }) => ({
    value: dimensionId,
    label: topicOf(plan, dimensionId),
  }))
  return (
    <ConfirmDialog
      open={asked !== undefined}
      title={t('plans.waiting.title')}
      confirm={t('plans.waiting.confirm')}
      onConfirm={() => chosen && close(chosen)}
      onCancel={() => close(null)}
    >
      <p>{t('plans.waiting.what')}</p>
      <RadioGroup
        label={t('plans.waiting.choice')}
        value={chosen}
        onChange={setChosen}
        required
        options={[...(others ?? []), ...self]}
      />
    </ConfirmDialog>
  )
}

function selfWords(plan: Pick<Plan, 'dimensions'>, dimensionId: string): string {
  return t('plans.waiting.self', { topic: topicOf(plan, dimensionId) })
}
