import type { Questionnaire } from '#server/responses/contract.ts'
import { Heading } from './Frame.tsx'
import { dayOf, t } from './words.ts'

const WHY = {
  professional: 'introWhyProfessional',
  client: 'introWhyClient',
  manager: 'introWhyManager',
} as const
const SEES = {
  professional: 'introSeesProfessional',
  client: 'introSeesClient',
  manager: 'introSeesManager',
} as const
const MINUTE = 60_000

/** A scan that closes at midnight can be answered until the day before. */
export const lastDayOf = (closesAt: number | string) => dayOf(new Date(closesAt).getTime() - MINUTE)

interface Props {
  questionnaire: Questionnaire
  keeps: boolean
  onKeeps: (keeps: boolean) => void
  /** Answers went out from this device before, with the same link or code. */
  sentBefore: boolean
  onExplain: () => void
}

export function Intro({ questionnaire, keeps, onKeeps, sentBefore, onExplain }: Props) {
  const { organisation, title, perspective, minutes, minimum, closesAt, dimensions } = questionnaire
  const count = dimensions.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <>
      <Heading of="intro" above={title}>
        {t('introTitle', { organisation })}
      </Heading>
      {sentBefore && <p class="warning">{t('sentBefore')}</p>}
      <p class="lead">{t(WHY[perspective])}</p>
      <dl class="facts">
        <Fact title={t('introTime', { minutes: Math.ceil(minutes) })} text={t('introTimeText', { count })} />
        <Fact title={t('introSees')} text={t(SEES[perspective], { minimum })} />
        <Fact title={t('introName')} text={t('introNameText')} />
        <Fact title={t('introUntil', { date: lastDayOf(closesAt) })} text={t('introUntilText')} />
      </dl>
      <div class="buttons">
        <button type="button" onClick={onExplain}>
          {t('explained')}
        </button>
      </div>
      <p>{t('introKeep')}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={!keeps}
          aria-describedby="shared-hint"
          onChange={({ currentTarget }) => onKeeps(!currentTarget.checked)}
        />
        <span>{t('shared')}</span>
      </label>
      <p class="hint" id="shared-hint">
        {t('sharedHint')}
      </p>
    </>
  )
}

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  )
}
