import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Language } from './draft.ts'
import { language, languages, nameOf, t } from './words.ts'

interface ChoiceProps {
  /** Languages to choose from; before the questionnaire is there, all of them. */
  offered?: Language[] | undefined
  choose: (next: Language) => void
}

interface Props extends ChoiceProps {
  organisation?: string | undefined
  children: ComponentChildren
}

export function Frame({ offered, choose, organisation, children }: Props) {
  return (
    <div class="frame">
      <header>
        <p class="who">
          <Mark />
          {organisation ?? 'Regie'}
        </p>
        <LanguageChoice offered={offered} choose={choose} />
      </header>
      <main>{children}</main>
    </div>
  )
}

/** Moves the focus to the heading of what has just appeared, but leaves it alone when the page was only opened. */
export function Heading({
  of,
  above,
  children,
}: {
  of: string
  above?: string
  children: ComponentChildren
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    scrollTo(0, 0)
    if (shown !== undefined && shown !== of) heading.current?.focus()
    shown = of
  }, [of])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {above && <span class="above">{above} </span>}
      {children}
    </h1>
  )
}

let shown: string | undefined

function LanguageChoice({ offered = languages, choose }: ChoiceProps) {
  if (offered.length < 2) return null
  return (
    <label class="language">
      <span class="unseen">{t('language')}</span>
      <select onChange={({ currentTarget }) => choose(currentTarget.value as Language)}>
        {offered.map((one) => (
          <option key={one} value={one} lang={one} selected={one === language()}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <path
        d="M26.5 10.5A12 12 0 1 0 28 16"
        fill="none"
        stroke="currentColor"
        stroke-width="4"
        stroke-linecap="round"
      />
      <circle cx="22" cy="7.2" r="3.6" />
    </svg>
  )
}
