import { randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { Questionnaire, SubmitResponse } from '#server/responses/contract.ts'
import type { BenchServer } from './server.ts'

export interface OpenScan {
  organisationId: string
  scanId: string
  groupId: string
  link: string
  /** A complete answer to every item of a professional, without its own id. */
  submission: Omit<SubmitResponse, 'submissionId'>
  storedAnswers: number[]
}

/** The client's own calls, from this process to the server's, with a cookie jar. */
export function visitServer({ url: origin }: BenchServer): void {
  const original = globalThis.fetch
  let cookie = ''
  globalThis.fetch = async (path, init) => {
    const answer = await original(new URL(String(path), origin), {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), origin, cookie },
    })
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0])
    if (set.length > 0) cookie = set.join('; ')
    return answer
  }
}

export async function settle(setupSecret: string): Promise<void> {
  await api.setUp({
    secret: setupSecret,
    programmeName: 'Bench',
    organisationName: 'Bench',
    organisationKind: 'agency',
    name: 'Bench',
    email: 'bench@regie.example',
    password: 'een-lang-wachtwoord-voor-bench',
  })
}

interface ScanSize {
  units: number
  invitedEach: number
  distribution?: 'open-link' | 'codes'
}

/** Launches a competence scan of professionals with open links. */
export async function launchScan(size: ScanSize): Promise<OpenScan> {
  const { link, ...scan } = await launch(size)
  return { ...scan, ...(await fillIn(link)) }
}

/** Through the same calls as the wizard. */
export async function launch({ units, invitedEach, distribution = 'open-link' }: ScanSize) {
  const session = await api.getSession()
  const root = (await api.listUnits()).find((unit) => unit.parentId === null)
  if (session.state !== 'signed-in' || !root) throw new Error('nobody is signed in')
  const round = randomUUID().slice(0, 8)
  const added = []
  for (let unit = 1; unit <= units; unit++) {
    added.push(await api.addUnit({ parentId: root.id, name: `Team ${round} ${unit}` }))
  }
  const draft = await api.newScan({ instrumentId: 'competences' })
  const settings = {
    ...draft.settings,
    opensOn: draft.today,
    perspectives: ['professional' as const],
    distribution: { ...draft.settings.distribution, professional: distribution },
    units: added.map(({ id }) => ({ unitId: id, invited: { professional: invitedEach } })),
  }
  const { scan } = draft
  const saved = await api.saveSettings(scan.id, { version: scan.version, settings })
  await api.launchScan(scan.id, saved.scan.version)
  const { groups } = await api.getDistribution(scan.id)
  const [group] = groups
  if (!group) throw new Error('the scan has no group')
  return {
    organisationId: session.organisation?.id ?? '',
    scanId: scan.id,
    groupId: group.id,
    link: group.link,
  }
}

async function fillIn(link: string) {
  const code = link.split('#')[1] ?? ''
  const questionnaire = await api.call<Questionnaire>('POST', '/api/questionnaires', { code })
  const items = questionnaire.dimensions.flatMap((dimension) => dimension.items)
  const storedAnswers = items.map((_, index) => (index % 5) + 1)
  const answers = Object.fromEntries(items.map(({ id }, index) => [id, storedAnswers[index] ?? null]))
  const importance = questionnaire.dimensions.slice(0, 3).map(({ id }) => id)
  return { link, storedAnswers, submission: { code, answers, importance, comments: {} } }
}
