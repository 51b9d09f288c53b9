import { migrateUpTo } from '#server/migrate.ts'

/** A program that makes one step and may be killed in the middle of it. */
const [databaseUrl = '', name = ''] = process.argv.slice(2)
await migrateUpTo(databaseUrl, name)
