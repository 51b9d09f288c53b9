import type { HomeState } from '#server/follow-ups/contract.ts'
import type { NewScan } from '#server/scans/contract.ts'
import { countedWords } from '../scans/words.ts'
import { t } from '../text/text.ts'
import { formatDateTime } from '../ui/format.ts'

type NextStep = HomeState['next']

/** What to do leads to a page, or makes a scan and leads to its first step. */
type Deed = { label: string } & ({ href: string } | { scan: NewScan })

export interface Advice {
  title: string
  what: string[]
  deed?: Deed
}

export function adviceOn(next: NextStep): Advice {
  switch (next.kind) {
    case 'add-units':
      return advice('addUnits', {}, { href: '/organisation/units' })
    case 'prepare':
      return { title: t('home.next.prepare'), what: [t('home.next.prepareWhat')] }
    case 'start-scan':
      return advice('startScan', {}, { scan: { instrumentId: 'competences' } })
    case 'finish-draft':
      return advice('finishDraft', next, { href: `/scans/${next.scanId}` })
    case 'scan-scheduled': {
      const words = { title: next.title, date: formatDateTime(next.opensAt) }
      return advice('scheduled', words, { href: `/scans/${next.scanId}` })
    }
    case 'scan-open':
      return { ...openScan(next), deed: deed('open', { href: `/scans/${next.scanId}` }) }
    case 'discuss':
      return advice('discuss', next, { href: `/scans/${next.scanId}/results` })
    case 'plan':
      return advice('plan', next, { href: `/plans/${next.planId}` })
    case 'follow-up':
      return {
        title: t('home.next.followUp'),
        what: counts(next),
        deed: deed('followUp', { href: `/plans/${next.planId}` }),
      }
    case 'procedures-scan':
      return advice('procedures', {}, { scan: { instrumentId: 'processes' } })
    case 're-scan':
      return reScan(next)
    case 'compare':
      return advice('compare', next, { href: `/scans/${next.scanId}/follow-up` })
    case 'own-actions':
      return {
        title: t('home.next.ownActions'),
        what: counts(next),
        deed: deed('ownActions', { href: `/plans/${next.planId}` }),
      }
    case 'read-results':
      return advice('readResults', next, { href: `/scans/${next.scanId}/results` })
    case 'wait':
      return { title: t('home.next.wait'), what: [t('home.next.waitWhat')] }
  }
}

type Told =
  | 'addUnits'
  | 'startScan'
  | 'finishDraft'
  | 'scheduled'
  | 'discuss'
  | 'plan'
  | 'procedures'
  | 'compare'
  | 'readResults'
type Done = Told | 'open' | 'followUp' | 'ownActions' | 'reScan'
type Target = { href: string } | { scan: NewScan }

function advice(
  name: Told,
  { title = '', date = '' }: { title?: string; date?: string },
  to: Target,
): Advice {
  const what = [t(`home.next.${name}What`, { title, date })]
  return { title: t(`home.next.${name}`), what, deed: deed(name, to) }
}

function deed(name: Done, to: Target): Deed {
  return { label: t(`home.next.${name}Do`), ...to }
}

function openScan({ response, countedAt, daysLeft }: Extract<NextStep, { kind: 'scan-open' }>): Advice {
  const { invited, answeredAtLeast: answered } = response
  return {
    title: t('home.next.open'),
    what: [
      answered > 0 ? t('home.next.openAnswered', { answered, invited }) : t('home.next.openFew', { invited }),
      daysLeft > 0 ? t('home.next.openDays', { count: daysLeft }) : t('home.next.openLastDay'),
      countedWords(countedAt),
    ],
  }
}

function reScan({ scanId, title, inDays }: Extract<NextStep, { kind: 're-scan' }>): Advice {
  const what = [t('home.next.reScanWhat', { title })]
  if (inDays > 0) what.push(t('home.next.reScanLater', { count: inDays }))
  return { title: t('home.next.reScan'), what, deed: deed('reScan', { scan: { previousScanId: scanId } }) }
}

function counts({ open, late }: { open: number; late: number }): string[] {
  const lines = [t('home.next.followUpOpen', { count: open })]
  return late > 0 ? [...lines, t('home.next.followUpLate', { count: late })] : lines
}
