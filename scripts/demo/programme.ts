import type { OrganisationKind } from '#server/access/contract.ts'

/** Everyone and everything here is made up. */
export const HOME_REGION = 'Noorderland'
export const OTHER_REGION = 'Kuststreek'

export const COORDINATOR = { name: 'Hanna Smit', email: 'hanna@kuststreek.example' }
export const CENTRE = { name: 'Ineke Mulder', email: 'ineke@regieopwerk.example' }

export interface Neighbour {
  name: string
  kind: OrganisationKind
  messenger: { name: string; email: string }
  /** How far it has come. */
  reached: 'nothing' | 'invited' | 'begun' | 'scan' | 'results'
}

const messenger = (name: string, at: string) => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@${at}.example`,
})

export const NEIGHBOURS: Neighbour[] = [
  {
    name: 'Gemeente Duinrand',
    kind: 'municipality',
    messenger: messenger('Joost Kramer', 'duinrand'),
    reached: 'results',
  },
  { name: 'Baanwijzer', kind: 'provider', messenger: messenger('Samira Ali', 'baanwijzer'), reached: 'scan' },
  {
    name: 'Stichting Samen Sterk',
    kind: 'interest-organisation',
    messenger: messenger('Wim Dekker', 'samensterk'),
    reached: 'begun',
  },
  {
    name: 'Havenbedrijf De Kade',
    kind: 'company',
    messenger: messenger('Els Bos', 'dekade'),
    reached: 'invited',
  },
]
