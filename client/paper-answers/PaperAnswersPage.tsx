import type { PaperForm } from '#server/paper-answers/contract.ts'
import type { Scan } from '#server/scans/contract.ts'
import { getPaperForm, getScan, paperTemplatePath } from '../api.ts'
import { language, t, words } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { formatDate } from '../ui/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { ColumnGuide } from './ColumnGuide.tsx'
import { Upload } from './Upload.tsx'
import './paper-answers.css'

export function PaperAnswersPage({ scanId }: { scanId: string }) {
  const isMessenger = useSignedIn()?.role === 'messenger'
  return (
    <Loaded wholePage name={`scan ${scanId}`} load={() => getScan(scanId)}>
      {(scan) => (
        <Page
          title={t('paperAnswers.title')}
          purpose={t('paperAnswers.purpose')}
          breadcrumb={[
            { label: t('scans.title'), href: '/scans' },
            { label: scan.title, href: `/scans/${scan.id}` },
          ]}
        >
          {isMessenger ? (
            <View scan={scan} />
          ) : (
            <Notice>
              <p>{words({ code: 'forbidden' })}</p>
            </Notice>
          )}
        </Page>
      )}
    </Loaded>
  )
}

function View({ scan }: { scan: Scan }) {
  if (scan.status === 'draft' || scan.status === 'closed') return <NotOpen scan={scan} status={scan.status} />
  return (
    <Loaded wholePage name={`paper ${scan.id}`} load={() => getPaperForm(scan.id)}>
      {(form) => (
        <div class="stack">
          <HowTo scan={scan} />
          <Typist />
          {scan.status === 'open' ? (
            <Upload scanId={scan.id} mostBytes={form.mostBytes} />
          ) : (
            <NotOpen scan={scan} status="scheduled" />
          )}
          <Guide form={form} />
        </div>
      )}
    </Loaded>
  )
}

function NotOpen({ scan, status }: { scan: Scan; status: 'draft' | 'scheduled' | 'closed' }) {
  return (
    <Notice>
      <p>{t(`paperAnswers.notOpen.${status}`, { opens: formatDate(scan.opensOn) })}</p>
      <p>
        <a href={`/scans/${scan.id}`}>{t('paperAnswers.done.back')}</a>
      </p>
    </Notice>
  )
}

function HowTo({ scan }: { scan: Scan }) {
  return (
    <Card title={t('paperAnswers.steps.title')}>
      <ol class="paper-steps">
        <li>
          {t('paperAnswers.steps.template')}
          <div class="buttons">
            <Button icon="download" href={paperTemplatePath(scan.id, language())} download>
              {t('paperAnswers.steps.templateButton')}
            </Button>
            <Button icon="print" href={`/scans/${scan.id}/paper/form`}>
              {t('paperAnswers.steps.questionsButton')}
            </Button>
          </div>
        </li>
        <li>{t('paperAnswers.steps.type')}</li>
        <li>{t('paperAnswers.steps.upload')}</li>
      </ol>
    </Card>
  )
}

function Typist() {
  return (
    <Notice kind="chance" title={t('paperAnswers.who.title')}>
      <p>{t('paperAnswers.who.outside')}</p>
      <p>{t('paperAnswers.who.mixed')}</p>
      <p>{t('paperAnswers.who.counted')}</p>
      <p>{t('paperAnswers.who.once')}</p>
    </Notice>
  )
}

function Guide({ form }: { form: PaperForm }) {
  return (
    <Card title={t('paperAnswers.columns.title')}>
      <ColumnGuide form={form} />
    </Card>
  )
}
