import type { Publication } from '#server/results/contract.ts'
import { publicationCsv } from '#server/results/csv.ts'
import { newComplaints } from './complaints.ts'
import { newProgress } from './file-text.ts'
import { type Format, readOptions, USAGE } from './options.ts'
import { publicationMarkdown } from './report.ts'
import { scoreFiles } from './score-files.ts'

const WRITTEN: Record<Format, (publication: Publication) => string> = {
  json: (publication) => `${JSON.stringify(publication, null, 2)}\n`,
  csv: (publication) => publicationCsv(publication, 'en'),
  md: publicationMarkdown,
}

/** What the command reads and writes besides the files. */
interface Terminal {
  /** The folder that names of files count from. */
  from: string
  out(text: string): void
  err: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
  /** In milliseconds. */
  now(): number
}

/** The exit code: 0 scored, 1 faults in the files, 2 wrong use. Nothing goes out unless it was scored. */
export async function run(args: string[], { from, out, err, now }: Terminal): Promise<number> {
  const say = (line: string) => err.write(`${line}\n`)
  const read = readOptions(args, from)
  if (read.state === 'help') {
    out(`${USAGE}\n`)
    return 0
  }
  if (read.state === 'wrong') {
    for (const fault of read.faults) say(fault)
    say('\nnpm run score -- --help tells how it is used')
    return 2
  }
  const progress = newProgress(err, now)
  const complaints = newComplaints((line) => {
    progress.clear()
    say(line)
  })
  const scored = await scoreFiles(read.options, complaints, progress.tell)
  progress.clear()
  complaints.close()
  if (!scored) return 1
  for (const warning of scored.warnings) say(warning)
  out(WRITTEN[read.options.format](scored.publication))
  return 0
}
