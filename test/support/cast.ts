export interface Person {
  name: string
  email: string
  password: string
}

/** The named people of every story. */
export const cast = {
  /** Messenger of De Brug. */
  mia: { name: 'Mia de Vries', email: 'mia@debrug.test', password: 'regie-begint-bij-mia' },
  /** Manager at De Brug. */
  max: { name: 'Max Jansen', email: 'max@debrug.test', password: 'leiding-geven-is-loslaten' },
  /** Messenger of another organisation, who must not learn that De Brug exists. */
  sam: { name: 'Sam Bakker', email: 'sam@overkant.test', password: 'aan-de-overkant-is-gras' },
} satisfies Record<string, Person>
