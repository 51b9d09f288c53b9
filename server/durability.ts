interface Demand {
  safe: (value: string) => boolean
  otherwise: string
}

const is =
  (...values: string[]) =>
  (value: string) =>
    values.includes(value)

/** What a PostgreSQL of one's own must have set, or what is lost otherwise. */
const DEMANDS: Record<string, Demand> = {
  fsync: { safe: is('on'), otherwise: 'a power cut can destroy the database' },
  full_page_writes: { safe: is('on'), otherwise: 'a power cut can destroy the database' },
  synchronous_commit: {
    safe: is('on', 'remote_apply'),
    otherwise: 'answers that were acknowledged can be lost',
  },
  track_commit_timestamp: { safe: is('off'), otherwise: 'it keeps when each answer came' },
  log_error_verbosity: { safe: is('terse'), otherwise: 'its log can repeat what people typed' },
  log_parameter_max_length: { safe: is('0'), otherwise: 'its log can repeat answers' },
  log_parameter_max_length_on_error: { safe: is('0'), otherwise: 'its log can repeat answers' },
  log_min_error_statement: { safe: is('panic', 'fatal'), otherwise: 'its log can repeat what people typed' },
  log_statement: { safe: is('none', 'ddl'), otherwise: 'its log tells when each answer came' },
}

const STANDBYS = 'synchronous_standby_names'

export const DEMANDED_SETTINGS = [...Object.keys(DEMANDS), STANDBYS]

interface Setting {
  name: string
  setting: string
}

/** In words, which settings of a database on so many hosts break a promise of Regie. */
export function unsafeSettings(settings: Setting[], hosts: number): string[] {
  const alone = settings.some(({ name, setting }) => name === STANDBYS && setting === '')
  const warnings = settings.flatMap(({ name, setting }) => {
    const demand = DEMANDS[name]
    return demand && !demand.safe(setting) ? [inWords(name, setting, demand.otherwise)] : []
  })
  if (hosts > 1 && alone) {
    warnings.push(inWords(STANDBYS, 'nothing', 'answers that were acknowledged are lost with this host'))
  }
  return warnings
}

const inWords = (name: string, setting: string, otherwise: string) =>
  `PostgreSQL has ${name} = ${setting}: ${otherwise}. Change this setting.`
