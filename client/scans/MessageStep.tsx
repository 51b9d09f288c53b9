import { useState } from 'preact/hooks'
import type { Message } from '#server/scans/contract.ts'
import type { Language } from '#server/surveys/contract.ts'
import { t } from '../text/text.ts'
import { Card } from '../ui/Card.tsx'
import { CheckboxGroup, RadioGroup, TextArea, TextField } from '../ui/Field.tsx'
import { AmberNotes, faultAt } from './CheckNotes.tsx'
import { fillIn, unknownHoles } from './fill-in.ts'
import type { StepProps } from './LaunchPage.tsx'
import { PERSPECTIVES } from './people.ts'

const EMPTY: Message = { subject: '', invitation: '', reminder: '', chat: '' }
const WAYS = ['open-link', 'codes'] as const

export function MessageStep({ draft, instruments }: StepProps) {
  const { settings, change } = draft
  const { distribution } = settings
  const { checks } = draft.draft
  const instrument = instruments.find(({ id }) => id === settings.instrumentId)
  return (
    <div class="stack">
      <Card title={t('scans.message.distribution')}>
        <div id="distribution" class="stack">
          <dl class="ways">
            {WAYS.map((way) => (
              <div key={way}>
                <dt>{t(`scans.distribution.${way}.title`)}</dt>
                <dd>{t(`scans.distribution.${way}.means`)}</dd>
              </div>
            ))}
          </dl>
          {PERSPECTIVES.filter((one) => settings.perspectives.includes(one)).map((perspective) => (
            <RadioGroup
              key={perspective}
              label={t(`scans.perspectives.${perspective}`)}
              inline
              value={distribution[perspective]}
              options={WAYS.map((value) => ({ value, label: t(`scans.distribution.${value}.title`) }))}
              onChange={(way) => change({ distribution: { ...distribution, [perspective]: way } })}
            />
          ))}
          {settings.perspectives.some((one) => distribution[one] === 'open-link') && (
            <p class="hint">{t('privacy.openLink.cannot')}</p>
          )}
        </div>
      </Card>
      <Card title={t('scans.message.languages')}>
        <div id="languages">
          <CheckboxGroup
            label={t('scans.message.languages')}
            hideLabel
            hint={t('scans.message.languagesHint')}
            inline
            values={settings.languages}
            error={faultAt(checks, 'languages')}
            options={(instrument?.languages ?? ['nl']).map((language) => ({
              value: language,
              label: t(`scans.languages.${language}`),
            }))}
            onChange={(languages) => change({ languages })}
          />
        </div>
      </Card>
      {settings.languages.length > 0 && <Texts {...draft} />}
    </div>
  )
}

function Texts({ draft, settings, change }: StepProps['draft']) {
  const [wished, setWished] = useState<Language>()
  const language = settings.languages.find((one) => one === wished) ?? settings.languages[0] ?? 'nl'
  const message = settings.messages[language] ?? EMPTY
  const holes = draft.holes[language]
  const replace = (changes: Partial<Message>) =>
    change({ messages: { ...settings.messages, [language]: { ...message, ...changes } } })
  return (
    <Card title={t('scans.message.texts')}>
      {settings.languages.length > 1 && (
        <div class="language-tabs">
          {settings.languages.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setWished(one)}>
              {t(`scans.languages.${one}`)}
            </button>
          ))}
        </div>
      )}
      <div class="message-editor">
        <div class="stack" id="messages">
          <p class="hint">
            {t('scans.message.holes', { holes: holes.map(({ name }) => `{${name}}`).join(' ') })}
          </p>
          <TextField
            label={t('scans.message.subject')}
            maxLength={200}
            value={message.subject}
            onInput={(subject) => replace({ subject })}
          />
          <TextArea
            label={t('scans.message.invitation')}
            rows={13}
            maxLength={2000}
            lang={language}
            value={message.invitation}
            error={message.invitation.trim() ? undefined : faultAt(draft.checks, 'messages')}
            onInput={(invitation) => replace({ invitation })}
          />
          <TextArea
            label={t('scans.message.reminder')}
            rows={9}
            maxLength={2000}
            lang={language}
            value={message.reminder}
            onInput={(reminder) => replace({ reminder })}
          />
          <TextArea
            label={t('scans.message.chat')}
            hint={t('scans.message.chatHint')}
            rows={4}
            maxLength={1000}
            lang={language}
            value={message.chat}
            onInput={(chat) => replace({ chat })}
          />
          <UnknownHoles names={unknownHoles(Object.values(message).join(' '), holes)} />
          <AmberNotes checks={draft.checks} field="messages" />
        </div>
        <Preview message={message} holes={holes} language={language} />
      </div>
    </Card>
  )
}

function UnknownHoles({ names }: { names: string[] }) {
  if (names.length === 0) return null
  return (
    <p class="amber-note">
      {t('scans.message.unknownHoles', { names: names.map((name) => `{${name}}`).join(' ') })}
    </p>
  )
}

interface PreviewProps {
  message: Message
  holes: { name: string; example: string }[]
  language: Language
}

const PARTS = ['invitation', 'reminder', 'chat'] as const

/** As it arrives on a phone. */
function Preview({ message, holes, language }: PreviewProps) {
  const [part, setPart] = useState<(typeof PARTS)[number]>('invitation')
  return (
    <section class="phone" aria-label={t('scans.message.preview')}>
      <div class="phone-tabs">
        {PARTS.map((name) => (
          <button key={name} type="button" aria-pressed={name === part} onClick={() => setPart(name)}>
            {t(`scans.message.${name === 'chat' ? 'chatTab' : name}`)}
          </button>
        ))}
      </div>
      <div class="phone-screen" lang={language}>
        {part !== 'chat' && <p class="phone-subject">{fillIn(message.subject, holes)}</p>}
        <p class="phone-text">{fillIn(message[part], holes)}</p>
      </div>
      <p class="hint">{t('scans.message.previewHint')}</p>
    </section>
  )
}
