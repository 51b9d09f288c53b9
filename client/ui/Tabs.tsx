import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { t } from '../text/text.ts'
import type { Crumb } from './Page.tsx'
import { useSignedIn } from './session.ts'

/** Links to sister pages; the present one is marked. */
function Tabs({ label, links }: { label: string; links: Crumb[] }) {
  const { path } = useLocation()
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    const row = nav.current
    const present = row?.querySelector<HTMLElement>('[aria-current]')
    if (!row || !present) return
    // not by scrollIntoView: the next Tab key would then start here, and pass by the way to skip the menu
    const left = present.offsetLeft - row.offsetLeft
    row.scrollLeft = left - (row.clientWidth - present.offsetWidth) / 2
  }, [path])
  return (
    <nav class="tabs" ref={nav} aria-label={label}>
      {links.map((link) => (
        <a key={link.href} href={link.href} aria-current={link.href === path ? 'page' : undefined}>
          {link.label}
        </a>
      ))}
    </nav>
  )
}

const PAGES_OF = {
  messenger: ['units', 'members', 'outbox', 'sharing', 'privacy', 'settings', 'log'],
  'privacy-officer': ['privacy', 'members', 'settings', 'log'],
  manager: [],
} as const

export function OrganisationTabs() {
  const pages = PAGES_OF[useSignedIn()?.role ?? 'manager']
  if (pages.length === 0) return null
  const links = pages.map((name) => ({
    href: `/organisation/${name}`,
    label: t(`common.organisationTabs.${name}`),
  }))
  return <Tabs label={t('common.organisationTabs.label')} links={links} />
}

export function ProgrammeTabs() {
  const pages = ['organisations', 'regions', 'people', 'figures', 'log'] as const
  const links = pages.map((name) => ({
    href: name === 'organisations' ? '/programme' : `/programme/${name}`,
    label: t(`common.programmeTabs.${name}`),
  }))
  return <Tabs label={t('common.programmeTabs.label')} links={links} />
}
