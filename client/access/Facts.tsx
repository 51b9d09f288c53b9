import './access.css'

/** Names with their values, such as what is known of a person. */
export function Facts({ facts }: { facts: (readonly [label: string, value: string])[] }) {
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
