import { run } from './score/run.ts'

/** Whoever reads our output, as `head` does, may stop before its end. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), {
  // npm starts us in the project.
  from: process.env.INIT_CWD ?? '.',
  out: (text) => process.stdout.write(text),
  err: process.stderr,
  now: () => performance.now(),
})
