import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { t } from '../text/text.ts'

export interface Crumb {
  label: string
  href: string
}

interface PageProps {
  title: string
  /** One sentence that says what this page is for. */
  purpose?: ComponentChildren
  /** The one primary action. */
  action?: ComponentChildren
  /** The pages above this one; only below level two. */
  breadcrumb?: Crumb[]
  /** Links to sister pages, such as OrganisationTabs. */
  tabs?: ComponentChildren
  children?: ComponentChildren
}

let arrivedBefore = false

export function Page({ title, purpose, action, breadcrumb, tabs, children }: PageProps) {
  const { path } = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} – ${t('common.productName')}`
  }, [title])
  useEffect(() => {
    if (arrivedBefore) heading.current?.focus()
    arrivedBefore = true
  }, [path])

  return (
    <article class="page">
      {breadcrumb && <Breadcrumb crumbs={breadcrumb} />}
      <header class="page-header">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {purpose && <p class="purpose">{purpose}</p>}
        </div>
        {action && <div class="page-action">{action}</div>}
      </header>
      {tabs}
      {children}
    </article>
  )
}

function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav class="breadcrumb" aria-label={t('common.breadcrumb')}>
      <ol>
        {crumbs.map(({ label, href }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
