import type { AnswerPromise, Sample } from '#server/privacy/contract.ts'
import type { Tell } from './what-happens-words.ts'
import type { said } from './words.ts'

type Shown = Extract<Sample, { state: 'shown' }>
type Topic = Shown['topics'][number]

interface Words {
  tell: Tell
  said: typeof said
}

interface Props extends Words {
  promise: AnswerPromise
  minimum: number
}

/** Made-up figures of a group as large as one's own, protected as the real ones will be. */
export function SampleDashboard({ promise, minimum, tell, said }: Props) {
  const { sample, perspective, group } = promise
  return (
    <>
      <h2>{tell(perspective === 'client' ? 'sampleTitleClient' : 'sampleTitle')}</h2>
      {sample.state === 'hidden' ? (
        <p class="notice">{tell('sampleHidden', { minimum })}</p>
      ) : (
        <>
          <p>
            {tell(group.isExact ? 'sampleExact' : 'sampleAbout', {
              people: group.people,
              answered: sample.answered,
            })}
          </p>
          <SampleFigures sample={sample} tell={tell} said={said} />
        </>
      )}
    </>
  )
}

function SampleFigures({ sample, tell, said }: { sample: Shown } & Words) {
  return (
    <figure class="sample">
      <figcaption>{tell('sampleMark')}</figcaption>
      {sample.response.state === 'shown' && (
        <p>
          {tell(sample.response.bound === 'at-least' ? 'sampleRateMost' : 'sampleRateLess', {
            percentage: sample.response.percentage,
          })}
        </p>
      )}
      <dl>
        {sample.topics.map((topic) => (
          <TopicFigure key={said(topic.title)} topic={topic} tell={tell} said={said} />
        ))}
      </dl>
      <p class="hint">{tell(sample.hasDetail ? 'sampleDetail' : 'sampleFew')}</p>
    </figure>
  )
}

function TopicFigure({ topic: { title, cell }, tell, said }: { topic: Topic } & Words) {
  if (cell.state === 'hidden') return null
  const { score, interval } = cell
  const words =
    interval.state === 'range'
      ? tell('sampleBetween', { score: score.label, low: interval.low, high: interval.high })
      : tell('sampleOf', { score: score.label })
  return (
    <div>
      <dt>{said(title)}</dt>
      <dd>
        <progress max={100} value={score.value} aria-hidden="true" />
        <span>{words}</span>
      </dd>
    </div>
  )
}
