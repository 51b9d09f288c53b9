import type { Auth } from './access/auth.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { Mailer } from './mailer.ts'
import type { RateStore } from './rate-limits/store.ts'
import type { Catalogue } from './surveys/catalogue.ts'

/** All that a feature may ask for. */
export interface Services {
  /** Pages, reports and jobs. */
  db: Database
  /** Submitting answers only, so that a slow report cannot keep an answer out. */
  submitDb: Database
  catalogue: Catalogue
  auth: Auth
  mailer: Mailer
  /** How often who did what, of late. */
  rateStore: RateStore
  now: () => Date
  config: Config
  demo: boolean
}
