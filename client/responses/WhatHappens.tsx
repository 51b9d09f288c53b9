import type { AnswerPromise } from '#server/privacy/contract.ts'
import { Heading } from './Frame.tsx'
import { SampleDashboard } from './SampleDashboard.tsx'
import { tell } from './what-happens-words.ts'
import { dateOf } from './words.ts'

interface Props {
  promise: AnswerPromise
  organisation: string
  code: string
}

const ROLES = ['nobody', 'messenger', 'manager', 'officer', 'centre'] as const
const MINIMUMS = {
  professional: 'minimumProfessional',
  client: 'minimumClient',
  manager: 'minimumManager',
} as const

/** Who sees what of these answers, from how many on, until when, and what nobody can promise. */
export function WhatHappens({ promise, organisation, code }: Props) {
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
      <Ask promise={promise} organisation={organisation} code={code} />
      <SampleDashboard promise={promise} minimum={own} />
    </>
  )
}

function Ask({ promise: { officerName, officerContact }, organisation, code }: Props) {
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
