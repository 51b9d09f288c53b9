import type { PooledDimension, PooledInstrument, ProgrammeFigures } from '#server/programme/contract.ts'
import { getProgrammeFigures } from '../api.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatNumber } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { ProgrammeTabs } from '../ui/Tabs.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'
import { ItemDetails } from './ItemDetails.tsx'
import { ReliabilityTable } from './ReliabilityTable.tsx'
import { nameOf, titleIn } from './words.ts'
import './programme.css'

/** For the programme centre: how well the questionnaires measure, and whether teams differ at all. */
export function FiguresPage() {
  return (
    <Page title={t('programme.figures')} purpose={t('programme.purpose')} tabs={<ProgrammeTabs />}>
      <Loaded name="programme figures" load={getProgrammeFigures}>
        {(figures) => <Figures figures={figures} />}
      </Loaded>
    </Page>
  )
}

function Figures({ figures }: { figures: ProgrammeFigures }) {
  const { limits, instruments } = figures
  return (
    <>
      {instruments.length === 0 && (
        <EmptyState title={t('programme.empty.title')}>
          <p>{t('programme.empty.words', { count: limits.answers })}</p>
        </EmptyState>
      )}
      {instruments.map((instrument) => (
        <Instrument
          key={`${instrument.id} ${instrument.version} ${instrument.form}`}
          instrument={instrument}
          limits={limits}
        />
      ))}
      <Reading limits={limits} />
    </>
  )
}

type Limits = ProgrammeFigures['limits']

function Instrument({ instrument, limits }: { instrument: PooledInstrument; limits: Limits }) {
  const { id, title, version, form, perspectives } = instrument
  const most = (of: (dimension: PooledDimension) => number) =>
    perspectives.reduce((sum, { dimensions }) => Math.max(sum, ...dimensions.map(of)), 0)
  return (
    <Card title={t('programme.instrument', { title: titleIn(title, id), version })}>
      <p>
        {t(`programme.form.${form}`)}. {t('programme.from', { count: most(({ scans }) => scans) })}{' '}
        {t('programme.of', { count: most(({ organisations }) => organisations) })}
      </p>
      {perspectives.map(({ perspective, dimensions }) => (
        <section key={perspective} class="pooled">
          <h3>{nameOf(perspective)}</h3>
          <ReliabilityTable perspective={perspective} dimensions={dimensions} limits={limits} />
          <DifferenceTable perspective={perspective} dimensions={dimensions} limits={limits} />
          <div class="questions">
            {dimensions.map((dimension) => (
              <ItemDetails key={dimension.dimension} pooled={dimension} />
            ))}
          </div>
        </section>
      ))}
    </Card>
  )
}

function Reading({ limits }: { limits: Limits }) {
  const values = {
    ...limits,
    coherent: formatNumber(limits.coherent, 2),
    rankable: formatNumber(limits.rankable, 2),
  }
  return (
    <Card title={t('programme.reading.title')}>
      <dl class="pooled-reading">
        {(['alpha', 'icc', 'safe'] as const).map((subject) => (
          <div key={subject}>
            <dt>{t(`programme.reading.${subject}`)}</dt>
            <dd>{t(`programme.reading.${subject}Words`, values)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
