import { t } from '../text/text.ts'

interface Stop {
  label: string
  state: 'done' | 'current' | 'ahead'
  href?: string
  /** A few words below the stop, such as a date. */
  note?: string
}

/** The whole way from preparing to the next scan, with where we are. */
export function SixStopLine({ label, stops }: { label: string; stops: Stop[] }) {
  return (
    <ol class="stops" aria-label={label}>
      {stops.map((stop) => (
        <li
          key={stop.label}
          class={`stop stop-${stop.state}`}
          aria-current={stop.state === 'current' ? 'step' : undefined}
        >
          <span class="stop-mark" aria-hidden="true" />
          <span class="stop-words">
            {stop.href ? <a href={stop.href}>{stop.label}</a> : <span>{stop.label}</span>}
            <span class="visually-hidden"> ({t(`common.stepState.${stop.state}`)})</span>
            {stop.note && <span class="hint">{stop.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
