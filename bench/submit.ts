import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { measure, openLane } from './load.ts'
import type { OpenScan } from './scan.ts'
import type { BenchServer } from './server.ts'

const ROUNDS = [
  { lanes: 1, total: 600 },
  { lanes: 8, total: 4000 },
  { lanes: 32, total: 8000 },
]

/** (a) Complete responses through HTTP, beside the same row inserted straight into the same database. */
export async function benchSubmit(
  server: BenchServer,
  databaseUrl: string,
  scan: OpenScan,
): Promise<string[]> {
  const lines = [
    '| at once | responses/s | p50 ms | p99 ms | CPU ms each | bare inserts/s | p50 ms | p99 ms | ratio |',
    '|---|---|---|---|---|---|---|---|---|',
  ]
  await throughHttp(server, scan, 8, 500)
  for (const { lanes, total } of ROUNDS) {
    const bareFirst = await bareInserts(databaseUrl, scan, lanes, total / 2)
    const cpu = server.cpuSeconds()
    const http = await throughHttp(server, scan, lanes, total)
    const cpuEach = ((server.cpuSeconds() - cpu) * 1000) / total
    const bareLast = await bareInserts(databaseUrl, scan, lanes, total / 2)
    const bare = (bareFirst.perSecond + bareLast.perSecond) / 2
    if (http.failed > 0) throw new Error(`${http.failed} of ${total} responses were not accepted`)
    const figures = [
      lanes,
      http.perSecond.toFixed(0),
      http.medianMs.toFixed(1),
      http.p99Ms.toFixed(1),
      cpuEach.toFixed(2),
      bare.toFixed(0),
      bareLast.medianMs.toFixed(1),
      bareLast.p99Ms.toFixed(1),
      `${((http.perSecond / bare) * 100).toFixed(0)} %`,
    ]
    lines.push(`| ${figures.join(' | ')} |`)
  }
  return lines
}

async function throughHttp(server: BenchServer, scan: OpenScan, lanes: number, total: number) {
  const open = await Promise.all(Array.from({ length: lanes }, () => openLane(server.url, '/api/responses')))
  const load = await measure(lanes, total, async (lane) => {
    const body = JSON.stringify({ ...scan.submission, submissionId: randomUUID() })
    const status = await open[lane]?.post(body)
    return status === 200 || status === 201
  })
  for (const lane of open) lane.close()
  return load
}

/** The row that a response is, and nothing else: no receipt, no lock, no check of a code. */
async function bareInserts(databaseUrl: string, scan: OpenScan, lanes: number, total: number) {
  const clients = await Promise.all(
    Array.from({ length: lanes }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      return client
    }),
  )
  const { organisationId, scanId, groupId, storedAnswers } = scan
  const insert = {
    name: 'insert-response',
    text: 'insert into inbox (organisation_id, scan_id, group_id, answers, importance) values ($1, $2, $3, $4, $5)',
    values: [organisationId, scanId, groupId, storedAnswers, [0, 3, 5]],
  }
  const load = await measure(lanes, total, async (lane) => {
    await clients[lane]?.query(insert)
    return true
  })
  await Promise.all(clients.map((client) => client.end()))
  return load
}
