import { useLocation } from 'preact-iso'
import { t } from '../text/text.ts'
import type { Crumb } from './Page.tsx'

/** Links to sister pages; the present one is marked. */
function Tabs({ label, links }: { label: string; links: Crumb[] }) {
  const { path } = useLocation()
  return (
    <nav class="tabs" aria-label={label}>
      {links.map((link) => (
        <a key={link.href} href={link.href} aria-current={link.href === path ? 'page' : undefined}>
          {link.label}
        </a>
      ))}
    </nav>
  )
}

export function OrganisationTabs() {
  const pages = ['units', 'members', 'outbox', 'privacy'] as const
  const links = pages.map((name) => ({
    href: `/organisation/${name}`,
    label: t(`common.organisationTabs.${name}`),
  }))
  return <Tabs label={t('common.organisationTabs.label')} links={links} />
}
