import { t } from '../text/text.ts'

export interface Step {
  label: string
  state: 'done' | 'current' | 'ahead' | 'attention'
  /** Where one can go; leave out what cannot be opened yet. */
  href?: string
}

/** How far a wizard is; every step that can be opened is a link. */
export function Steps({ label, steps }: { label: string; steps: Step[] }) {
  const current = steps.findIndex(({ state }) => state === 'current')
  return (
    <nav class="steps" aria-label={label}>
      <p class="steps-count">{t('common.stepOf', { number: current + 1, count: steps.length })}</p>
      <ol>
        {steps.map((step) => (
          <li
            key={step.label}
            class={`step step-${step.state}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            <span class="step-mark" aria-hidden="true" />
            {step.href ? <a href={step.href}>{step.label}</a> : <span>{step.label}</span>}
            <span class="visually-hidden"> ({t(`common.stepState.${step.state}`)})</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}
