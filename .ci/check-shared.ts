import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The instruments are still what the team wrote down; words about their origin may be the project's own. */
const [shared = ''] = process.argv.slice(2)
const KEYS = ['dimensions', 'scale', 'importanceQuestion', 'openQuestions', 'actions', 'trainingModules']

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

for (const name of ['competences', 'processes', 'empowerment', 'actions']) {
  const own = read(path.join(import.meta.dirname, '../surveys', `${name}.json`))
  const source = read(path.join(shared, 'instruments', `${name}.json`))
  const differing = KEYS.filter((key) => JSON.stringify(own[key]) !== JSON.stringify(source[key]))
  console.log(
    differing.length === 0 ? `passed ${name}.json` : `FAILED ${name}.json: ${differing.join(', ')} differ`,
  )
  if (differing.length > 0) process.exitCode = 1
}
