import type { ComponentType } from 'preact'
import type { Method } from '#server/results/contract.ts'
import { getMethod } from '../api.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { useSignedIn } from '../ui/session.ts'
import { ConceptLabel } from './ConceptLabel.tsx'
import { Agreement } from './method/Agreement.tsx'
import { Asked } from './method/Asked.tsx'
import { Certainty } from './method/Certainty.tsx'
import { Change } from './method/Change.tsx'
import { Chapter, type ChapterProps, chapterId } from './method/Chapter.tsx'
import { Comments } from './method/Comments.tsx'
import { GroupGap } from './method/GroupGap.tsx'
import { Hiding } from './method/Hiding.tsx'
import { People } from './method/People.tsx'
import { PersonScore } from './method/PersonScore.tsx'
import { Priorities } from './method/Priorities.tsx'
import { Quality } from './method/Quality.tsx'
import { Response } from './method/Response.tsx'
import { Shown } from './method/Shown.tsx'
import { Sources } from './method/Sources.tsx'
import { Versions } from './method/Versions.tsx'
import { WordList } from './method/WordList.tsx'
import { usePaper } from './use-paper.ts'
import './results.css'
import './method/method.css'

const CHAPTERS: [name: string, title: () => string, words: ComponentType<ChapterProps>][] = [
  ['asked', () => t('method.asked.title'), Asked],
  ['score', () => t('method.score.title'), PersonScore],
  ['certainty', () => t('method.certainty.title'), Certainty],
  ['shown', () => t('method.shown.title'), Shown],
  ['hiding', () => t('method.hiding.title'), Hiding],
  ['response', () => t('method.response.title'), Response],
  ['agreement', () => t('method.agreement.title'), Agreement],
  ['gap', () => t('method.gap.title'), GroupGap],
  ['priorities', () => t('method.priorities.title'), Priorities],
  ['change', () => t('method.change.title'), Change],
  ['comments', () => t('method.comments.title'), Comments],
  ['not', () => t('method.not.title'), NotDone],
  ['people', () => t('method.people.title'), People],
  ['quality', () => t('method.quality.title'), Quality],
  ['versions', () => t('method.versions.title'), Versions],
  ['sources', () => t('method.sources.title'), Sources],
]

/** How the figures of one scan are made, for whoever has to agree with it; before the launch too, and on paper. */
export function MethodPage({ scanId }: { scanId: string }) {
  return (
    <Loaded wholePage name={`method ${scanId}`} load={() => getMethod(scanId)}>
      {(method) => <Explained method={method} />}
    </Loaded>
  )
}

function Explained({ method }: { method: Method }) {
  const { scan } = method
  const organisation = useSignedIn()?.organisation?.name
  usePaper(method)
  return (
    <Page
      title={t('method.title')}
      purpose={t('method.purpose', { scan: scan.title })}
      breadcrumb={[
        { label: t('scans.title'), href: '/scans' },
        { label: scan.title, href: `/scans/${scan.id}` },
      ]}
      action={
        <Button kind="quiet" icon="print" onClick={() => print()}>
          {t('common.print')}
        </Button>
      }
    >
      <p class="method-label">
        <span class="print-only">{organisation}</span>
        <ConceptLabel status={method.instrument.validation.status} />
      </p>
      <Contents />
      {CHAPTERS.map(([name, title, Words]) => (
        <Chapter key={name} name={name} title={title()}>
          <Words method={method} />
        </Chapter>
      ))}
    </Page>
  )
}

function Contents() {
  return (
    <nav class="card method-contents" aria-labelledby="method-contents">
      <h2 id="method-contents">{t('method.contents')}</h2>
      <ol>
        {CHAPTERS.map(([name, title]) => (
          <li key={name}>
            <a href={`#${chapterId(name)}`}>{title()}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function NotDone() {
  return <WordList branch="method.not.list" />
}
