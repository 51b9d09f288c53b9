import { useState } from 'preact/hooks'
import type { Handover } from '#server/handover/contract.ts'
import { completeHandover, signInPath } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { RadioGroup, Select } from '../ui/Field.tsx'
import { useSubmit } from '../ui/use-submit.ts'

export function LeaveForm({ handover }: { handover: Handover }) {
  const colleagues = handover.people.filter(({ you }) => !you)
  return (
    <div class="handover-give">
      <Card title={t('handover.give')}>
        <p>{t('handover.giveHow')}</p>
        {colleagues.length > 0 ? <Form handover={handover} /> : <p>{t('handover.nobody')}</p>}
        <p>
          <a href="/organisation/members">{t('handover.invite')}</a>
        </p>
      </Card>
    </div>
  )
}

function Form({ handover }: { handover: Handover }) {
  const [successorId, setSuccessor] = useState('')
  const [stays, setStays] = useState<'leave' | 'stay'>('leave')
  const [asking, setAsking] = useState(false)
  const own = handover.actions.filter((action) => action.own)
  const successor = handover.people.find(({ membershipId }) => membershipId === successorId)
  const leave = stays === 'leave'
  const { submit, busy, error } = useSubmit(async () => {
    await completeHandover({ successorId, actionIds: own.map(({ actionId }) => actionId), leave })
    location.assign(leave ? signInPath('/', 'handed-over') : '/organisation/members')
  })
  const words = { name: successor?.name ?? '' }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setAsking(true)
      }}
    >
      <Select
        label={t('handover.successor')}
        hint={t('handover.successorHint')}
        placeholder={t('common.pickOne')}
        required
        value={successorId}
        options={handover.people
          .filter(({ you }) => !you)
          .map(({ membershipId, name, role }) => ({
            value: membershipId,
            label: `${name} (${t(`common.role.${role}`)})`,
          }))}
        onChange={setSuccessor}
      />
      <RadioGroup
        label={t('handover.after')}
        value={stays}
        options={[
          { value: 'leave', label: t('handover.leave'), hint: t('handover.leaveHint') },
          { value: 'stay', label: t('handover.stay') },
        ]}
        onChange={setStays}
      />
      <div class="buttons">
        <Button kind="primary" type="submit">
          {t('handover.submit')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t('handover.question', words)}
        confirm={t('handover.submit')}
        danger={leave}
        busy={busy}
        error={error}
        onConfirm={submit}
        onCancel={() => setAsking(false)}
      >
        <p>{t(own.length > 0 ? 'handover.moves' : 'handover.movesNone', { ...words, count: own.length })}</p>
        {own.length > 0 && (
          <ul>
            {own.map(({ actionId, title }) => (
              <li key={actionId}>{title}</li>
            ))}
          </ul>
        )}
        <p>{t(leave ? 'handover.leaveWhat' : 'handover.stayWhat', words)}</p>
      </ConfirmDialog>
    </form>
  )
}
