import type { ComponentChildren } from 'preact'
import { t } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'

interface ButtonProps {
  children: ComponentChildren
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** While busy the button stays focusable, says so, and ignores a second press. */
  busy?: boolean
  disabled?: boolean
  type?: 'button' | 'submit'
  icon?: IconName
  /** A link that looks like a button. */
  href?: string
  download?: string | boolean
  /** For a button whose words do not say enough out of context. */
  label?: string
  onClick?: () => void
}

export function Button({ children, kind = 'secondary', busy, type = 'button', icon, ...rest }: ButtonProps) {
  const look = `button button-${kind}`
  const { href, download, label, disabled, onClick } = rest
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  if (href !== undefined) {
    return (
      <a class={look} href={href} download={download} aria-label={label} onClick={onClick}>
        {content}
      </a>
    )
  }
  return (
    <button
      class={look}
      type={type}
      disabled={disabled}
      aria-label={label}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.())}
    >
      {content}
      {busy && <span class="busy-dots" role="status" aria-label={t('common.busy')} />}
    </button>
  )
}
