import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { signOut } from '../api.ts'
import { language, languages, setLanguage, t } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Menu } from './Menu.tsx'
import { ErrorNotice } from './Notice.tsx'
import { roleWords, useSession, useSignedIn } from './session.ts'
import { chooseTheme, chosenTheme, themes } from './theme.ts'
import { useSubmit } from './use-submit.ts'

interface Destination {
  name: IconName & ('home' | 'scans' | 'results' | 'plan' | 'organisation' | 'programme' | 'region' | 'help')
  href: string
  below: string
}

const destinations: Destination[] = [
  { name: 'home', href: '/', below: '' },
  { name: 'scans', href: '/scans', below: '/scans' },
  { name: 'results', href: '/results', below: '/results' },
  { name: 'plan', href: '/plans', below: '/plans' },
  { name: 'organisation', href: '/organisation/units', below: '/organisation' },
  { name: 'programme', href: '/programme', below: '/programme' },
  { name: 'region', href: '/region', below: '/region' },
  { name: 'help', href: '/help', below: '/help' },
]

/** Not by an address: behind its # the secret of a link may stand. */
function skipToContent() {
  document.getElementById('content')?.focus()
}

/** Everything around a page: header, menu, and the place where the page comes. */
export function Frame({ children, alone }: { children: ComponentChildren; alone?: boolean }) {
  const person = useSignedIn()
  const { session } = useSession()
  const withMenu = person !== undefined && !alone
  const isOfficer = person?.role === 'privacy-officer'
  const hidden = new Set<Destination['name']>([
    ...(person?.role === 'messenger' || isOfficer ? [] : (['organisation'] as const)),
    ...(isOfficer ? (['plan'] as const) : []),
    ...(person?.office === 'centre' ? [] : (['programme'] as const)),
    ...(person?.office === 'coordinator' ? [] : (['region'] as const)),
    ...(person?.organisation ? [] : (['home', 'scans', 'results', 'plan', 'organisation'] as const)),
  ])
  const open = destinations
    .filter(({ name }) => !hidden.has(name))
    .map((each) =>
      isOfficer && each.name === 'organisation' ? { ...each, href: '/organisation/privacy' } : each,
    )
  return (
    <div class={withMenu ? 'frame' : 'frame frame-alone'}>
      <button type="button" class="skip-link" onClick={skipToContent}>
        {t('common.skipToContent')}
      </button>
      <Header withMenu={withMenu} />
      {session.demo && <aside class="demo-line">{t('common.demo')}</aside>}
      <div class="frame-body">
        {withMenu && <SideColumn destinations={open} />}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      {withMenu && <BottomBar destinations={open} />}
    </div>
  )
}

function Header({ withMenu }: { withMenu: boolean }) {
  const person = useSignedIn()
  return (
    <header class="frame-header">
      <a class="wordmark" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M28 16A12 12 0 1 1 16 4" />
          <circle cx="25" cy="7" r="4" />
        </svg>
        {t('common.productName')}
      </a>
      {withMenu && (
        <span class="organisation-name">{person?.organisation?.name ?? person?.region?.name}</span>
      )}
      <div class="frame-tools">
        <LanguageSwitch />
        {withMenu ? <AccountMenu /> : <ThemeMenu />}
      </div>
    </header>
  )
}

function LanguageSwitch() {
  return (
    <fieldset class="language-switch" aria-label={t('common.language')}>
      {languages.map((name) => (
        <button
          key={name}
          type="button"
          lang={name}
          aria-pressed={name === language()}
          onClick={() => setLanguage(name)}
        >
          {name}
          <span class="visually-hidden">{` ${t(`common.languages.${name}`)}`}</span>
        </button>
      ))}
    </fieldset>
  )
}

function ThemeMenu() {
  return (
    <Menu label={t('common.theme.label')} opener={<Icon name="theme" />}>
      <ThemeChoice />
    </Menu>
  )
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <fieldset class="theme-choice">
      <legend>{t('common.theme.label')}</legend>
      {themes.map((name) => (
        <label key={name} class="choice">
          <input
            type="radio"
            name="theme"
            checked={name === theme}
            onChange={() => {
              chooseTheme(name)
              setTheme(name)
            }}
          />
          <span>{t(`common.theme.${name}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function AccountMenu() {
  const person = useSignedIn()
  const leave = useSubmit(async () => {
    await signOut()
    location.assign('/sign-in')
  })
  return (
    <Menu label={t('common.account.menu')} opener={<Icon name="person" />}>
      <p class="account-name">
        <strong>{person?.name}</strong>
        <span class="hint">{person && roleWords(person)}</span>
        <span class="hint">{person?.organisation?.name}</span>
      </p>
      <a href="/account">{t('common.account.settings')}</a>
      <ThemeChoice />
      <ErrorNotice error={leave.error} />
      <Button kind="secondary" busy={leave.busy} onClick={leave.submit}>
        {t('common.account.signOut')}
      </Button>
    </Menu>
  )
}

function SideColumn({ destinations }: { destinations: Destination[] }) {
  return (
    <nav class="side-column" aria-label={t('common.mainNavigation')}>
      <DestinationLinks destinations={destinations} />
    </nav>
  )
}

function BottomBar({ destinations }: { destinations: Destination[] }) {
  return (
    <nav class="bottom-bar" aria-label={t('common.mainNavigation')}>
      <DestinationLinks destinations={destinations.slice(0, 4)} />
      {destinations.length > 4 && (
        <Menu
          label={t('common.navigation.more')}
          opener={
            <>
              <Icon name="more" />
              {t('common.navigation.more')}
            </>
          }
        >
          <DestinationLinks destinations={destinations.slice(4)} />
        </Menu>
      )}
    </nav>
  )
}

function DestinationLinks({ destinations }: { destinations: Destination[] }) {
  const { path } = useLocation()
  return (
    <ul>
      {destinations.map((destination) => (
        <li key={destination.name}>
          <a href={destination.href} aria-current={currentOf(destination, path)}>
            <Icon name={destination.name} />
            {t(`common.navigation.${destination.name}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}

function currentOf({ name, href, below }: Destination, path = '/'): 'page' | 'true' | undefined {
  if (path === href) return 'page'
  if (/\/results(\/|$)/.test(path)) return name === 'results' ? 'true' : undefined
  return below && path.startsWith(`${below}/`) ? 'true' : undefined
}
