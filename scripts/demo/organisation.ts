import type { Perspective } from '#server/surveys/contract.ts'

/** Everyone and everything here is made up. */
export const MESSENGER = { name: 'Noor Visser', email: 'noor@werkkracht.example' }
export const MANAGER = { name: 'Pieter de Boer', email: 'pieter@werkkracht.example' }

export const ORGANISATION = 'Werkkracht Noord'
export const PROGRAMME = 'Programma Regie op Werk'

export interface Team {
  name: string
  invited: Partial<Record<Perspective, number>>
  /** How far this team's answers lie from the organisation's. */
  lean: number
}

export const DEPARTMENTS: { name: string; teams: Team[] }[] = [
  {
    name: 'Arbeid en Inkomen',
    teams: [
      { name: 'Team Oost', invited: { professional: 14, client: 46, manager: 2 }, lean: 4 },
      { name: 'Team West', invited: { professional: 12, client: 38, manager: 1 }, lean: -3 },
      { name: 'Team Haven', invited: { professional: 6, client: 14, manager: 1 }, lean: 0 },
    ],
  },
  {
    name: 'Re-integratie',
    teams: [
      { name: 'Team Jongeren', invited: { professional: 13, client: 42, manager: 1 }, lean: 6 },
      { name: 'Team Tweede spoor', invited: { professional: 11, client: 34, manager: 1 }, lean: -6 },
    ],
  },
  {
    name: 'Participatie',
    teams: [
      { name: 'Team Wijken', invited: { professional: 12, client: 40, manager: 2 }, lean: 2 },
      { name: 'Team Werkplaats', invited: { professional: 10, client: 30, manager: 1 }, lean: -2 },
    ],
  },
]

/** Share that answers. */
export const RESPONSE: Record<Perspective, number> = { professional: 0.78, client: 0.52, manager: 0.9 }

/** Levels of professionals in the first scan; clients see less of it. */
export const LEVELS: Record<string, { professional: number; client: number; growth: number }> = {
  'client-control': { professional: 68, client: 60, growth: 5 },
  'self-efficacy': { professional: 70, client: 66, growth: 2 },
  initiative: { professional: 64, client: 60, growth: 0 },
  motivation: { professional: 72, client: 67, growth: 1 },
  strengths: { professional: 73, client: 69, growth: 0 },
  network: { professional: 49, client: 45, growth: 11 },
  'obstacles-first': { professional: 51, client: 41, growth: 14 },
  transparency: { professional: 76, client: 68, growth: 1 },
  reflection: { professional: 60, client: 58, growth: 3 },
}

export const PRESSING = ['obstacles-first', 'network', 'client-control']

export const REMARKS = {
  keep: [
    'De gesprekken beginnen met wat de cliënt zelf wil. Dat moet zo blijven.',
    'Er is tijd om te luisteren.',
    'We nemen casussen samen door.',
    'Ik krijg duidelijke brieven.',
  ],
  improve: [
    'Eerst de schulden regelen, dan pas solliciteren.',
    'Familie mag vaker mee naar een gesprek.',
    'Minder formulieren en meer tijd voor het gesprek.',
    'Ik wil zelf kunnen kiezen welke stap eerst komt.',
    'Vertel eerder wat wel en niet mag.',
    'Toen ik ziek was, moest ik toch elke week komen.',
    'Bel me liever dan dat u schrijft: 06-12345678.',
  ],
}

/** Dimensions of the processes scan have no level of their own. */
export const ELSEWHERE = { professional: 61, client: 55, growth: 0 }

/** So many days ago the plan of the first scan was made. */
export const DAYS_PLANNED = 370
