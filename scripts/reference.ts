import path from 'node:path'
import { compareFolder } from './reference/blocks.ts'
import { wordsOf } from './reference/fault.ts'

const [folder, ...more] = process.argv.slice(2)

if (!folder || more.length > 0) {
  console.error('Which folder? For example: npm run reference -- ../shared/reference/open')
  process.exitCode = 2
} else {
  try {
    const blocks = compareFolder(path.resolve(process.env.INIT_CWD ?? '.', folder))
    const failed = blocks.filter(({ agrees }) => !agrees).length
    for (const { line } of blocks) console.log(line)
    console.log(`${blocks.length - failed} of ${blocks.length} blocks agree`)
    if (failed > 0) process.exitCode = 1
  } catch (error) {
    console.error(wordsOf(error))
    process.exitCode = 1
  }
}
