import type { ComponentChildren } from 'preact'
import { t } from '../text/text.ts'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'

/** Instead of the form behind a link that was used or is too old, which could only fail again. */
export function LinkOver({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <Page title={title}>
      <Notice kind="chance" live>
        <p>{t('errors.link-expired')}</p>
        {children}
      </Notice>
    </Page>
  )
}

export function isLinkOver(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'link-expired'
}
