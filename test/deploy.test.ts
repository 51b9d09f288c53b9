import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { DEMANDED_SETTINGS, unsafeSettings } from '#server/durability.ts'

const read = (name: string) => readFileSync(path.join(import.meta.dirname, '..', 'deploy', name), 'utf8')
const patroni = parse(read('patroni.yml'))
const { dcs } = patroni.bootstrap
const haproxy = read('haproxy.cfg')

test('row 73: nothing is acknowledged before a second machine has it, and a leader that was replaced never rules again', () => {
  expect(dcs).toMatchObject({
    synchronous_mode: true,
    synchronous_mode_strict: true,
    synchronous_node_count: 1,
    failsafe_mode: true,
    primary_start_timeout: 0,
  })
  expect(patroni.watchdog.mode).toBe('required')
})

test('the times are those that were measured, and Patroni accepts them', () => {
  const { ttl, loop_wait: pause, retry_timeout: retry } = dcs
  expect([ttl, pause, retry]).toEqual([20, 3, 5])
  expect(pause + 2 * retry).toBeLessThanOrEqual(ttl)
})

test('rows 21 and 77: Regie has nothing to warn of in these settings', () => {
  const given = dcs.postgresql.parameters as Record<string, string | number>
  const settings = Object.entries(given).map(([name, value]) => ({ name, setting: String(value) }))
  expect(unsafeSettings(settings, 3)).toEqual([])
  const lacking = DEMANDED_SETTINGS.filter((name) => given[name] === undefined)
  expect(lacking).toEqual(['synchronous_standby_names'])
})

test('three machines agree on who leads, each under the address of its own', () => {
  const etcd = parse(read('etcd.yml'))
  expect(etcd['initial-cluster'].split(',')).toHaveLength(3)
  expect(patroni.etcd3.hosts.split(',')).toHaveLength(3)
  expect(patroni.postgresql.connect_address).toBe('10.0.0.11:5432')
})

test('row 86: only an answer with a key of its own is sent again, and the balancer keeps no log', () => {
  expect(haproxy).toMatch(/^ {4}retry-on conn-failure empty-response$/m)
  expect(haproxy).toContain('disable-l7-retry if METH_POST !{ path /api/responses }')
  expect(haproxy).toContain('option httpchk GET /readyz')
  expect(haproxy).toContain('option httpchk OPTIONS /primary')
  expect(haproxy).toContain('on-marked-down shutdown-sessions')
  expect(haproxy).not.toMatch(/^\s*(log|option httplog|option tcplog)\b/m)
})

test('no secret stands in a file of this folder', () => {
  const passwords = read('patroni.yml').match(/password: .*/g) ?? []
  expect(passwords).toHaveLength(4)
  expect(new Set(passwords)).toEqual(new Set(['password: CHANGE-ME']))
})
