import { useState } from 'preact/hooks'
import type { GroupCodes } from '#server/scans/contract.ts'
import type { Language } from '#server/surveys/contract.ts'
import { getGroupCodes } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import './scans.css'
import './slips.css'

/** So many at a time, because a browser that draws 100,000 codes stands still. */
const AT_A_TIME = 200

export function SlipsPage({ scanId, groupId }: { scanId: string; groupId: string }) {
  return (
    <Page
      title={t('scans.slips.title')}
      purpose={t('scans.slips.purpose')}
      breadcrumb={[
        { label: t('scans.title'), href: '/scans' },
        { label: t('scans.slips.back'), href: `/scans/${scanId}` },
      ]}
      action={
        <Button kind="primary" icon="print" onClick={() => print()}>
          {t('common.print')}
        </Button>
      }
    >
      <Loaded name={`codes ${groupId}`} load={() => getGroupCodes(scanId, groupId)}>
        {(sheet) => <Slips sheet={sheet} />}
      </Loaded>
    </Page>
  )
}

function Slips({ sheet }: { sheet: GroupCodes }) {
  const [from, setFrom] = useState(0)
  const [wished, setWished] = useState<Language>()
  const language = sheet.languages.find((one) => one === wished) ?? sheet.languages[0] ?? 'nl'
  const codes = sheet.codes.slice(from, from + AT_A_TIME)
  if (sheet.codes.length === 0) {
    return (
      <Notice>
        <p>{t('scans.slips.none')}</p>
      </Notice>
    )
  }
  return (
    <div class="stack">
      <div class="slips-choice">
        <p>{t('scans.slips.how', { unit: sheet.group.unitName, count: sheet.codes.length })}</p>
        {sheet.languages.length > 1 && (
          <Select
            label={t('common.language')}
            value={language}
            options={sheet.languages.map((value) => ({ value, label: t(`scans.languages.${value}`) }))}
            onChange={setWished}
          />
        )}
        {sheet.codes.length > AT_A_TIME && (
          <Select
            label={t('scans.slips.part')}
            value={String(from)}
            options={partsOf(sheet.codes.length)}
            onChange={(value) => setFrom(Number(value))}
          />
        )}
      </div>
      <ol class="slips" start={from + 1}>
        {codes.map((code) => (
          <Slip key={code} code={code} sheet={sheet} language={language} />
        ))}
      </ol>
    </div>
  )
}

function partsOf(count: number) {
  return Array.from({ length: Math.ceil(count / AT_A_TIME) }, (_none, part) => {
    const first = part * AT_A_TIME
    const last = Math.min(count, first + AT_A_TIME)
    return { value: String(first), label: t('scans.slips.range', { first: first + 1, last }) }
  })
}

interface SlipProps {
  code: string
  sheet: GroupCodes
  language: Language
}

function Slip({ code, sheet, language }: SlipProps) {
  const words = sheet.words[language]
  if (!words) return null
  return (
    <li class="slip" lang={language}>
      <QrCode text={`${sheet.address}#${code}`} label={words.scan} />
      <div class="slip-words">
        <p class="slip-organisation">{sheet.organisationName}</p>
        <p>{words.ask}</p>
        <p>{words.how}</p>
        <p class="slip-address">{sheet.address.replace(/^https?:\/\//, '')}</p>
      </div>
      <p class="slip-code">{code.match(/.{1,4}/g)?.join(' ')}</p>
      <p class="slip-foot">
        {words.until} {words.once}
      </p>
    </li>
  )
}
