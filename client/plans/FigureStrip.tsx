import type { Figures } from '#server/plans/contract.ts'
import { t } from '../text/text.ts'
import { completionWords } from './words.ts'

const NAMES = ['done', 'open', 'late', 'stopped'] as const

export function FigureStrip({ figures }: { figures: Figures }) {
  return (
    <section class="figure-strip" aria-label={t('plans.figures.title')}>
      <dl>
        {NAMES.map((name) => (
          <div key={name} class={name === 'late' && figures.late > 0 ? 'figure-late' : undefined}>
            <dt>{t(`plans.figures.${name}`)}</dt>
            <dd>{figures[name]}</dd>
          </div>
        ))}
      </dl>
      <p>{completionWords(figures)}</p>
    </section>
  )
}
