import { type Key, t } from '../../text/text.ts'

const LISTS = {
  'method.shown.neverList': ['answers', 'who', 'extremes', 'traits', 'live', 'together'],
  'method.not.list': ['judge', 'individual', 'live', 'late', 'trace', 'promise'],
  'method.sources.list': [
    'score',
    'half',
    'interval',
    'gate',
    'agreement',
    'welch',
    'holm',
    'priorities',
    'response',
    'reliability',
    'teams',
  ],
} as const

export function WordList({ branch }: { branch: keyof typeof LISTS }) {
  return (
    <ul>
      {LISTS[branch].map((name) => (
        <li key={name}>{t(`${branch}.${name}` as Key)}</li>
      ))}
    </ul>
  )
}
