interface BarProps {
  label: string
  value: number
  max: number
  /** What stands beside the bar, such as "63 of 140"; a band for small groups. */
  text: string
  tone?: 'brand' | 'chance'
  /** Guide lines, on the same scale as value. */
  guides?: number[]
  hideLabel?: boolean
}

/** One horizontal bar; the words carry the figure, the bar only shows it. */
export function Bar({ label, value, max, text, tone = 'brand', guides = [], hideLabel }: BarProps) {
  return (
    <div class="bar">
      <span class={hideLabel ? 'visually-hidden' : 'bar-label'}>{label}</span>
      <span class="bar-text">{text}</span>
      <svg class={`bar-track bar-${tone}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-rest" width="100" height="10" />
        <rect class="bar-fill" width={share(value, max)} height="10" />
        {guides.map((guide) => (
          <rect key={guide} class="bar-guide" x={share(guide, max) - 0.2} width="0.4" height="10" />
        ))}
      </svg>
    </div>
  )
}

function share(value: number, max: number): number {
  return max > 0 ? Math.min(100, Math.max(0, (100 * value) / max)) : 0
}
