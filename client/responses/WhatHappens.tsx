import type { AnswerPromise } from '#server/privacy/contract.ts'
import type { Heading } from './Frame.tsx'
import { SampleDashboard } from './SampleDashboard.tsx'
import { type Tell, tellIn } from './what-happens-words.ts'
import type { dateOf, language, said } from './words.ts'

/** What this page uses of the page around it: given, not imported, so that the first load stays as few files as it was. */
export interface Around {
  Heading: typeof Heading
  language: typeof language
  said: typeof said
  dateOf: typeof dateOf
}

interface Props {
  promise: AnswerPromise
  organisation: string
  code: string
  around: Around
}

const ROLES = ['nobody', 'messenger', 'manager', 'officer', 'centre', 'coordinator'] as const
const MINIMUMS = {
  professional: 'minimumProfessional',
  client: 'minimumClient',
  manager: 'minimumManager',
} as const

/** Who sees what of these answers, from how many on, until when, and what nobody can promise. */
export function WhatHappens({ promise, organisation, code, around }: Props) {
  const { Heading, dateOf, said } = around
  const tell = tellIn(around.language())
  const { minimums, perspective, detail, comments, openLink, until, host } = promise
  const own = minimums.find((one) => one.perspective === perspective)?.minimum ?? detail
  return (
    <>
      <Heading of="explained">{tell('title')}</Heading>
      <p class="lead">{tell('lead')}</p>
      <h2>{tell('seesTitle')}</h2>
      <dl class="facts told">
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{tell(role)}</dt>
            <dd>{tell(`${role}Sees`)}</dd>
          </div>
        ))}
        <div>
          <dt>{host ? tell('hostNamed', { host }) : tell('host')}</dt>
          <dd>{tell('hostSees')}</dd>
        </div>
      </dl>
      <h2>{tell('minimumsTitle')}</h2>
      <ul class="points-told">
        {minimums.map((one) => (
          <li key={one.perspective}>{tell(MINIMUMS[one.perspective], { count: one.minimum })}</li>
        ))}
        <li>{tell('detail', { count: detail })}</li>
        <li>{tell('comments', comments)}</li>
        <li>{tell('derived')}</li>
      </ul>
      <h2>{tell('untilTitle')}</h2>
      <p>{tell('untilText', { count: own })}</p>
      <p>{tell('untilRisk')}</p>
      <p>{tell(openLink ? 'openLink' : 'ownCode')}</p>
      <p>{tell('paper')}</p>
      <h2>{tell('keptTitle')}</h2>
      <p>{tell('keptText', { date: dateOf(until) })}</p>
      <h2>{tell('askTitle')}</h2>
      <Ask promise={promise} organisation={organisation} code={code} tell={tell} />
      <SampleDashboard promise={promise} minimum={own} tell={tell} said={said} />
    </>
  )
}

interface AskProps extends Omit<Props, 'around'> {
  tell: Tell
}

function Ask({ promise: { officerName, officerContact }, organisation, code, tell }: AskProps) {
  const isNamed = officerName !== '' && officerContact !== ''
  return (
    <>
      <p>
        {isNamed ? tell('askOfficer', { name: officerName, contact: officerContact }) : tell('askInviter')}
      </p>
      <p>
        <a href={`/privacy#${code}`} target="_blank" rel="noreferrer">
          {tell('statement', { organisation })}
        </a>
      </p>
    </>
  )
}
