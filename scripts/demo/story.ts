import { randomBytes, randomUUID } from 'node:crypto'
import * as api from '#client/api.ts'
import type { InviteMember } from '#server/access/contract.ts'
import type { Questionnaire } from '#server/responses/contract.ts'
import type { DistributedGroup, UnitSettings } from '#server/scans/contract.ts'
import type { Instrument, Language, Perspective } from '#server/surveys/survey.ts'
import { answersOf, type Mood } from './answers.ts'
import { type Chance, newChance } from './chance.ts'
import { tellComments } from './comments.ts'
import { tellNeighbours } from './neighbours.ts'
import * as made from './organisation.ts'
import { tellPlan } from './plan.ts'

export interface Stage {
  setupSecret: string
  instruments: ReadonlyMap<string, Instrument>
  /** Moves the clock of the demonstration to so many days ago. */
  goTo(daysAgo: number): void
  /** Mixes and counts the answers that came in, as happens every hour. */
  mixAnswers(): Promise<void>
  forgetVisitor(): void
  log(line: string): void
}

/** Two competence scans a year apart, a plan between them and a processes scan that runs: all through the public calls. */
export async function tellStory(stage: Stage): Promise<void> {
  const chance = newChance(20_261_121)
  stage.goTo(420)
  const messenger = await settle(stage)
  const teams = await addTeams()
  await invite(stage, { ...made.MANAGER, role: 'manager', unitId: teams[0]?.parentId ?? null })
  await api.signIn(messenger)
  await invite(stage, { ...made.PRIVACY_OFFICER, role: 'privacy-officer', unitId: null })
  await api.signIn(messenger)
  await nameOfficer()
  await api.savePreparation({ worksCouncil: true, privacy: true, whoTellsWhom: true, units: true })

  stage.log('The first competence scan …')
  stage.goTo(400)
  await api.signIn(messenger)
  const first = await launch({ title: 'Competentiescan 1', teams, instrumentId: 'competences' })
  await fillIn(first, moodOf(stage.instruments.get('competences'), 0), 1, chance)
  stage.goTo(379)
  await api.signIn(messenger)
  await api.closeScan(first)
  await tellComments(first)
  await tellPlan(first, made.DAYS_PLANNED, async (daysAgo) => {
    stage.goTo(daysAgo)
    await api.signIn(messenger)
  })

  stage.log('The second competence scan …')
  stage.goTo(30)
  await api.signIn(messenger)
  const second = await launch({ title: 'Competentiescan 2', teams, previousScanId: first })
  await fillIn(second, moodOf(stage.instruments.get('competences'), 1), 1, chance)
  stage.goTo(9)
  await api.signIn(messenger)
  await api.closeScan(second)

  stage.log('The processes scan that is running …')
  stage.goTo(6)
  await api.signIn(messenger)
  const running = await launch({
    title: 'Processenscan 1',
    teams,
    instrumentId: 'processes',
    codesFor: 'client',
  })
  await fillIn(running, moodOf(stage.instruments.get('processes'), 0), 0.55, chance)

  stage.log('The neighbours …')
  const signInFirst = async () => {
    stage.forgetVisitor()
    await api.signIn(messenger)
  }
  await tellNeighbours({ signInFirst, forgetVisitor: stage.forgetVisitor, chance })
  stage.goTo(0)
  await stage.mixAnswers()
}

interface PlacedTeam extends made.Team {
  id: string
  parentId: string
}

async function settle({ setupSecret }: Stage) {
  const password = randomBytes(16).toString('base64url')
  await api.setUp({
    secret: setupSecret,
    programmeName: made.PROGRAMME,
    organisationName: made.ORGANISATION,
    organisationKind: 'municipality',
    ...made.MESSENGER,
    password,
  })
  return { email: made.MESSENGER.email, password }
}

async function addTeams(): Promise<PlacedTeam[]> {
  const root = (await api.listUnits()).find((unit) => unit.parentId === null)
  if (!root) throw new Error('the organisation has no root unit')
  const teams: PlacedTeam[] = []
  for (const department of made.DEPARTMENTS) {
    const { id: parentId } = await api.addUnit({ parentId: root.id, name: department.name })
    for (const team of department.teams) {
      const { id } = await api.addUnit({ parentId, name: team.name })
      teams.push({ ...team, id, parentId })
    }
  }
  return teams
}

async function invite(stage: Stage, colleague: InviteMember): Promise<void> {
  const { link } = await api.inviteMember(colleague)
  stage.forgetVisitor()
  const password = randomBytes(16).toString('base64url')
  await api.acceptInvitation({ secret: link.split('#')[1] ?? '', password })
  stage.forgetVisitor()
}

async function nameOfficer(): Promise<void> {
  const { changedAt: _, ...settings } = (await api.getPrivacy()).settings
  const { name: officerName, email: officerContact } = made.PRIVACY_OFFICER
  await api.savePrivacySettings({ ...settings, officerName, officerContact, host: made.HOST })
}

interface NewRound {
  title: string
  teams: PlacedTeam[]
  instrumentId?: string
  previousScanId?: string
  /** These get a code each; everybody else the link of the group. */
  codesFor?: Perspective
}

async function launch({ title, teams, codesFor, ...round }: NewRound): Promise<string> {
  const { scan, settings, today } = await api.newScan({ title, ...round })
  const units: UnitSettings[] = teams.map(({ id, invited }) => ({ unitId: id, invited }))
  const ready = {
    ...settings,
    units,
    perspectives: ['professional', 'client', 'manager'] as Perspective[],
    languages: ['nl', 'en', 'fi'] as Language[],
    opensOn: today,
    closesOn: dayAfter(today, 20),
    remindersOn: [dayAfter(today, 10), dayAfter(today, 17)],
    distribution: { ...settings.distribution, ...(codesFor ? { [codesFor]: 'codes' as const } : {}) },
  }
  const saved = await api.saveSettings(scan.id, { version: scan.version, settings: ready })
  await api.launchScan(scan.id, saved.scan.version)
  return scan.id
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

type MoodOfTeam = (team: string, perspective: Perspective) => Mood

function moodOf(instrument: Instrument | undefined, round: number): MoodOfTeam {
  const items = instrument?.dimensions.flatMap((dimension) => dimension.items) ?? []
  const reverse = new Set(items.filter((item) => item.reverse).map((item) => item.id))
  const leans = new Map(made.DEPARTMENTS.flatMap(({ teams }) => teams.map(({ name, lean }) => [name, lean])))
  return (team, perspective) => ({
    reverse,
    pressing: made.PRESSING,
    remarks: made.REMARKS[perspective],
    level(dimensionId) {
      const level = made.LEVELS[dimensionId] ?? made.ELSEWHERE
      const base = perspective === 'client' ? level.client : level.professional
      return base + level.growth * round + (leans.get(team) ?? 0)
    },
  })
}

/** Everyone opens the link of their own group, or types their own code, and sends one response, as from a phone. */
async function fillIn(
  scanId: string,
  moodOfTeam: MoodOfTeam,
  progress: number,
  chance: Chance,
): Promise<void> {
  for (const group of (await api.getDistribution(scanId)).groups) {
    const codes = await codesOf(scanId, group)
    const questionnaire = await api.call<Questionnaire>('POST', '/api/questionnaires', { code: codes[0] })
    const mood = moodOfTeam(group.unitName, group.perspective)
    for (const code of codes) {
      if (!chance.happens(made.RESPONSE[group.perspective] * progress)) continue
      const response = answersOf(questionnaire, mood, chance)
      await api.call('POST', '/api/responses', { code, submissionId: randomUUID(), ...response })
    }
  }
}

/** What each person of the group opens the questionnaire with. */
async function codesOf(
  scanId: string,
  { id, distribution, link, invited }: DistributedGroup,
): Promise<string[]> {
  if (distribution === 'codes') return (await api.getGroupCodes(scanId, id)).codes
  return Array<string>(invited).fill(link.split('#')[1] ?? '')
}
