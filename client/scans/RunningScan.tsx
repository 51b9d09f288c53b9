import { useState } from 'preact/hooks'
import type { OpenLink } from '#server/privacy/contract.ts'
import type { DistributionSheet, Progress, Scan } from '#server/scans/contract.ts'
import { getDistribution, getOpenLinks, getProgress } from '../api.ts'
import { t } from '../text/text.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { AddGroupDialog } from './AddGroupDialog.tsx'
import { CloseScanDialog } from './CloseScanDialog.tsx'
import { ExtendDialog } from './ExtendDialog.tsx'
import { Groups } from './Groups.tsx'
import { bandFigure, bandWords, countedWords } from './words.ts'

interface RunningScanProps {
  scan: Scan
  reload: () => void
}

type Asking = 'extend' | 'group' | 'close'

export function RunningScan({ scan, reload }: RunningScanProps) {
  const load = () => Promise.all([getProgress(scan.id), getDistribution(scan.id), getOpenLinks(scan.id)])
  return (
    <Loaded name={`running ${scan.id} ${scan.version}`} load={load}>
      {([progress, sheet, { links }], reloadCounts) => (
        <Running
          scan={scan}
          progress={progress}
          sheet={sheet}
          links={links}
          reload={reload}
          reloadCounts={reloadCounts}
        />
      )}
    </Loaded>
  )
}

interface RunningProps extends RunningScanProps {
  progress: Progress
  sheet: DistributionSheet
  links: OpenLink[]
  reloadCounts: () => void
}

function Running({ scan, progress, sheet, links, reload, reloadCounts }: RunningProps) {
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  return (
    <div class="stack">
      {scan.status === 'scheduled' ? (
        <Notice kind="strength" title={t('scans.running.scheduled')}>
          <p>{t('scans.running.scheduledWhat', { opens: formatDate(scan.opensOn) })}</p>
        </Notice>
      ) : (
        <Totals scan={scan} progress={progress} />
      )}
      <div class="buttons">
        <Button icon="calendar" onClick={() => setAsking('extend')}>
          {t('scans.extend.button')}
        </Button>
        <Button icon="plus" onClick={() => setAsking('group')}>
          {t('scans.group.button')}
        </Button>
        <Button icon="edit" href={`/scans/${scan.id}/paper`}>
          {t('paperAnswers.link')}
        </Button>
        {scan.status === 'open' && (
          <Button icon="lock" onClick={() => setAsking('close')}>
            {t('scans.close.button')}
          </Button>
        )}
      </div>
      <Groups scan={scan} progress={progress} sheet={sheet} links={links} onGrown={reloadCounts} />
      <ExtendDialog open={asking === 'extend'} scan={scan} onClose={close} onDone={reload} />
      <AddGroupDialog
        open={asking === 'group'}
        scan={scan}
        sheet={sheet}
        onClose={close}
        onDone={reloadCounts}
      />
      <CloseScanDialog
        open={asking === 'close'}
        scan={scan}
        total={progress.total}
        onClose={close}
        onDone={reload}
      />
    </div>
  )
}

const GOOD_SHARE = 0.75

function Totals({ scan, progress }: { scan: Scan; progress: Progress }) {
  const { total, perspectives, nextReminderOn, reminderToday, daysLeft, countedAt } = progress
  return (
    <div class="cards">
      <Card title={t('scans.running.answered')}>
        <p class="big-figure">{bandFigure(total)}</p>
        <p>{bandWords(total)}</p>
        {perspectives.length > 1 &&
          perspectives.map(({ perspective, response }) => (
            <Bar
              key={perspective}
              label={t(`scans.perspectives.${perspective}`)}
              value={response.answeredAtLeast}
              max={response.invited}
              text={bandWords(response)}
              guides={[response.invited * GOOD_SHARE]}
            />
          ))}
        <p class="hint">
          {t('scans.running.guide')} {countedWords(countedAt)}
        </p>
      </Card>
      <Card title={t('scans.running.time')}>
        <p class="big-figure">{t('scans.running.daysFigure', { count: daysLeft ?? 0 })}</p>
        <p>{t('scans.running.closes', { closes: formatDate(scan.closesOn) })}</p>
        {reminderToday && <p class="amber-note">{t('scans.running.remindToday')}</p>}
        {nextReminderOn && !reminderToday && (
          <p>{t('scans.running.reminder', { day: formatDate(nextReminderOn) })}</p>
        )}
        {nextReminderOn && <p class="hint">{t('scans.running.reminderToAll')}</p>}
        <p class="hint">{t('scans.running.noScores')}</p>
      </Card>
    </div>
  )
}
