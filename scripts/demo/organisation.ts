import type { Perspective } from '#server/surveys/contract.ts'

/** Everyone and everything here is made up. */
export const MESSENGER = { name: 'Noor Visser', email: 'noor@werkkracht.example' }
export const MANAGER = { name: 'Pieter de Boer', email: 'pieter@werkkracht.example' }
export const PRIVACY_OFFICER = { name: 'Roos Meijer', email: 'roos@werkkracht.example' }

export const HOST = 'Rekencentrum Noord'

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

const AT_WORK = {
  keep: [
    'De gesprekken beginnen met wat de cliënt zelf wil. Dat moet zo blijven.',
    'Er is tijd om te luisteren.',
    'We nemen lastige situaties samen door.',
    'Collega’s denken mee als ik vastloop.',
    'Ik mag afwijken als dat de cliënt helpt.',
    'De korte lijnen met schuldhulpverlening.',
    'Dat we vieren wat lukt.',
    'De wekelijkse intervisie.',
    'Cliënten lezen hun eigen verslag mee.',
    'Het team staat open voor kritiek.',
  ],
  improve: [
    'Eerst de schulden regelen, dan pas solliciteren.',
    'Minder formulieren en meer tijd voor het gesprek.',
    'De cliënt moet zijn verhaal te vaak opnieuw vertellen.',
    'Ik weet niet altijd wat de wijkteams al doen.',
    'Maak afspraken met de cliënt erbij, niet erna.',
    'De systemen sluiten niet op elkaar aan.',
    'Laat familie vaker meepraten.',
    'Er is te weinig ruimte om een stap over te slaan.',
    'Toen ik ziek was, bleef mijn werk liggen.',
    'Meer tijd om samen te leren van wat misging.',
  ],
}

/** What people write, as one hears it at the counter and behind it; some of it should not be published. */
export const REMARKS = {
  professional: AT_WORK,
  manager: AT_WORK,
  client: {
    keep: [
      'Mijn begeleider vraagt eerst wat ik zelf wil.',
      'Ik krijg duidelijke brieven.',
      'Er wordt geluisterd.',
      'Dat ik kan bellen als er iets is.',
      'We maken samen een plan.',
      'Mijn begeleider komt afspraken na.',
      'Ik mocht mijn zus meenemen naar het gesprek.',
      'Ze zien wat ik wel kan.',
      'Het is er vriendelijk.',
      'Ik mag mijn plan later nog veranderen.',
    ],
    improve: [
      'Ik wil zelf kunnen kiezen welke stap eerst komt.',
      'Vertel eerder wat wel en niet mag.',
      'Familie mag vaker mee naar een gesprek.',
      'Steeds een andere begeleider is lastig.',
      'Minder formulieren.',
      'Ik wacht te lang op antwoord.',
      'Vraag eerst hoe het thuis gaat.',
      'Help met de schulden, dan heb ik weer rust.',
      'Toen ik ziek was, moest ik toch elke week komen.',
      'Bel me liever dan dat u schrijft: 06-12345678.',
    ],
  },
}

/** Dimensions of the processes scan have no level of their own. */
export const ELSEWHERE = { professional: 61, client: 55, growth: 0 }

/** So many days ago the plan of the first scan was made. */
export const DAYS_PLANNED = 370
