import { existsSync } from 'node:fs'
import { checkFiles } from '#server/surveys/catalogue.ts'

const files = process.argv.slice(2)
const absent = files.filter((file) => !existsSync(file))

if (files.length === 0) {
  console.error('Which files? For example: npm run surveys:check -- surveys/competences.json')
  process.exitCode = 2
} else if (absent.length > 0) {
  for (const file of absent) console.error(`${file}: there is no such file`)
  process.exitCode = 2
} else {
  const faults = checkFiles(files)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
  else console.log(files.length === 1 ? '1 file sound' : `${files.length} files sound`)
}
