import { useState } from 'preact/hooks'
import type { DistributedGroup, GroupMessages, Scan } from '#server/scans/contract.ts'
import type { Language } from '#server/surveys/contract.ts'
import { codesCsvPath, getGroupMessages, growGroup } from '../api.ts'
import { language as screenLanguage, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { NumberField } from '../ui/Field.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { ErrorNotice } from '../ui/Notice.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface GroupSheetProps {
  scan: Scan
  group: DistributedGroup
  onGrown: () => void
}

/** All there is to hand out to one group: link and QR, or slips and list; texts; and room for more people. */
export function GroupSheet({ scan, group, onGrown }: GroupSheetProps) {
  return (
    <div class="stack group-sheet">
      {group.distribution === 'open-link' ? <OpenLink group={group} /> : <Codes scan={scan} group={group} />}
      <Loaded name={`messages ${group.id} ${scan.version}`} load={() => getGroupMessages(scan.id, group.id)}>
        {(messages) => <Texts messages={messages} />}
      </Loaded>
      <Grow scan={scan} group={group} onGrown={onGrown} />
    </div>
  )
}

function OpenLink({ group }: { group: DistributedGroup }) {
  return (
    <div class="open-link">
      <QrCode text={group.link} label={t('scans.groups.qr', { unit: group.unitName })} />
      <div class="stack">
        <CopyText
          label={t('scans.groups.link')}
          rows={3}
          text={group.link}
          hint={t('scans.groups.linkHint')}
        />
        <p class="hint">{t('privacy.openLink.handOut')}</p>
      </div>
    </div>
  )
}

function Codes({ scan, group }: { scan: Scan; group: DistributedGroup }) {
  return (
    <div class="stack">
      <p>{t('scans.groups.codes', { count: group.invited })}</p>
      <div class="buttons">
        <Button kind="primary" icon="print" href={`/scans/${scan.id}/slips/${group.id}`}>
          {t('scans.groups.slips')}
        </Button>
        <Button icon="download" href={codesCsvPath(scan.id, group.id, screenLanguage())} download="codes.csv">
          {t('scans.groups.list')}
        </Button>
      </div>
    </div>
  )
}

function Texts({ messages: { languages, texts } }: { messages: GroupMessages }) {
  const [wished, setWished] = useState<Language>()
  const language = languages.find((one) => one === wished) ?? languages[0] ?? 'nl'
  const message = texts[language]
  if (!message) return null
  return (
    <div class="stack">
      {languages.length > 1 && (
        <div class="language-tabs">
          {languages.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setWished(one)}>
              {t(`scans.languages.${one}`)}
            </button>
          ))}
        </div>
      )}
      <CopyText label={t('scans.message.subject')} rows={1} lang={language} text={message.subject} />
      <CopyText label={t('scans.message.invitation')} rows={8} lang={language} text={message.invitation} />
      <CopyText label={t('scans.message.reminder')} rows={6} lang={language} text={message.reminder} />
      <CopyText label={t('scans.message.chat')} rows={4} lang={language} text={message.chat} />
    </div>
  )
}

function Grow({ scan, group, onGrown }: GroupSheetProps) {
  const [invited, setInvited] = useState<number | null>(group.invited)
  const { busy, error, submit } = useSubmit(async () => {
    if (invited === null) return
    await growGroup(scan.id, group.id, invited)
    onGrown()
  })
  return (
    <form class="grow" onSubmit={submit}>
      <NumberField
        label={t('scans.groups.grow')}
        hint={t('scans.groups.growHint')}
        min={group.invited}
        max={100_000}
        step={1}
        value={invited}
        onInput={setInvited}
      />
      <Button type="submit" busy={busy} disabled={invited === null || invited <= group.invited}>
        {t('common.save')}
      </Button>
      <ErrorNotice error={error} />
    </form>
  )
}
