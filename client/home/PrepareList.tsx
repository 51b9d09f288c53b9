import { useRef, useState } from 'preact/hooks'
import type { Preparation } from '#server/organisations/contract.ts'
import { savePreparation } from '../api.ts'
import { t } from '../text/text.ts'
import { CheckboxGroup } from '../ui/Field.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { useSubmit } from '../ui/use-submit.ts'

const steps = ['worksCouncil', 'privacy', 'whoTellsWhom', 'units'] as const
type Step = (typeof steps)[number]

interface PrepareListProps {
  prepared: Preparation
  onSaved: () => void
}

/** Each tick is kept at once, also one made while the one before is on its way; what cannot be kept goes back. */
export function PrepareList({ prepared, onSaved }: PrepareListProps) {
  const [ticked, setTicked] = useState<Preparation>()
  const shown = ticked ?? prepared
  const done = steps.filter((step) => shown[step])
  const wanted = useRef(prepared)
  const { error, submit } = useSubmit(async () => {
    try {
      for (let kept: Preparation | undefined; kept !== wanted.current; ) {
        kept = wanted.current
        await savePreparation(kept)
      }
    } catch (cause) {
      setTicked(undefined)
      throw cause
    }
    onSaved()
  })
  const choose = (values: Step[]) => {
    wanted.current = {
      worksCouncil: values.includes('worksCouncil'),
      privacy: values.includes('privacy'),
      whoTellsWhom: values.includes('whoTellsWhom'),
      units: values.includes('units'),
    }
    setTicked(wanted.current)
    submit()
  }
  return (
    <>
      <CheckboxGroup
        label={t('home.prepared.title')}
        hint={t('home.prepared.count', { done: done.length, all: steps.length })}
        values={done}
        options={steps.map((value) => ({
          value,
          label: t(`home.prepared.${value}`),
          hint: t(`home.prepared.${value}Hint`),
        }))}
        onChange={choose}
      />
      <ErrorNotice error={error} />
    </>
  )
}
