import type { ComponentChildren } from 'preact'
import type { ApiError } from '../api.ts'
import { t, words } from '../text/text.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { Page } from './Page.tsx'
import { useLoad } from './use-load.ts'

interface LoadedProps<T> {
  /** Stands for what is loaded: another name loads anew. */
  name: string
  load: () => Promise<T>
  /** Nothing of the page stands around it: what fails then needs a title of its own. */
  wholePage?: boolean
  children: (value: T, reload: () => void) => ComponentChildren
}

export function Loaded<T>({ name, load, wholePage, children }: LoadedProps<T>) {
  const [loading, reload] = useLoad(name, load)
  if (loading.state === 'loading') return <Skeleton />
  if (loading.state === 'ready') return <>{children(loading.value, reload)}</>
  const failed = <LoadFailed error={loading.error} onRetry={reload} />
  if (loading.value === undefined) {
    return wholePage ? <Page title={t('common.notShown')}>{failed}</Page> : failed
  }
  return (
    <>
      {failed}
      {children(loading.value, reload)}
    </>
  )
}

/** What is not for this person stays so, however often one tries again: that is no error. */
export function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code } = (error ?? {}) as Partial<ApiError>
  if (code === 'second-factor-needed') return <SecondStepFirst />
  const isRefused = code === 'forbidden' || code === 'not-found'
  return (
    <Notice kind={isRefused ? 'neutral' : 'error'} live>
      <p>{words(error)}</p>
      {!isRefused && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    </Notice>
  )
}

function SecondStepFirst() {
  return (
    <Notice>
      <p>{t('errors.second-factor-needed')}</p>
      <Button kind="primary" href="/account">
        {t('common.setUpSecondStep')}
      </Button>
    </Notice>
  )
}

/** Appears only after a short delay (by CSS), so that a quick answer does not flicker. */
export function Skeleton() {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{t('common.loading')}</span>
      <span class="skeleton-line" />
      <span class="skeleton-line" />
      <span class="skeleton-line" />
    </div>
  )
}
