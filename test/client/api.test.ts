import { afterEach, describe, expect, test, vi } from 'vitest'
import { call, signInPath } from '#client/api.ts'
import { problem } from './screen.tsx'

function answer(response: Response | Error) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => {
    if (response instanceof Error) throw response
    return response
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => vi.unstubAllGlobals())

describe('a call', () => {
  test('sends and receives JSON, with the cookie of this site only', async () => {
    const fetched = answer(Response.json({ id: 'oost' }, { status: 201 }))
    await expect(call('POST', '/api/units', { name: 'Oost' })).resolves.toEqual({ id: 'oost' })
    expect(fetched.mock.calls[0]).toMatchObject([
      '/api/units',
      { method: 'POST', body: '{"name":"Oost"}', credentials: 'same-origin' },
    ])
  })

  test('without a body claims no content type', async () => {
    const fetched = answer(new Response(null, { status: 204 }))
    await expect(call('DELETE', '/api/session')).resolves.toBeUndefined()
    expect(fetched.mock.calls[0]?.[1].headers).not.toHaveProperty('content-type')
  })

  test.each([
    [
      'a refusal',
      problem(409, 'scan-closed'),
      { status: 409, code: 'scan-closed', requestId: 'r1', faults: [] },
    ],
    [
      'faults in fields',
      problem(400, 'invalid-input', { errors: [{ path: '/name', code: 'required' }] }),
      { code: 'invalid-input', faults: [{ path: '/name', code: 'required' }] },
    ],
    [
      'a conflict, with what the other stored',
      problem(409, 'version-conflict', { current: { name: 'Oost' } }),
      { code: 'version-conflict', current: { name: 'Oost' } },
    ],
    [
      'a pause to keep',
      problem(503, 'temporarily-unavailable', {}, { 'retry-after': '2' }),
      { status: 503, retryAfter: 2 },
    ],
    [
      'a page of a proxy instead of JSON',
      new Response('<h1>Bad gateway</h1>', { status: 502 }),
      { code: 'unexpected' },
    ],
    ['no network', new TypeError('failed to fetch'), { status: 0, code: 'offline' }],
  ])('fails with %s', async (_case, response, expected) => {
    answer(response)
    await expect(call('GET', '/api/scans')).rejects.toMatchObject(expected)
  })

  test('by someone no longer signed in leads to the sign-in page and back again', async () => {
    answer(problem(401, 'signed-out'))
    const assign = vi.fn()
    vi.stubGlobal('location', { pathname: '/scans/1', search: '?a=b', assign })
    await expect(call('GET', '/api/scans/1')).rejects.toMatchObject({ code: 'signed-out' })
    expect(assign).toHaveBeenCalledWith('/sign-in?because=signed-out&return=%2Fscans%2F1%3Fa%3Db')
  })

  test('with a wrong password stays where it is', async () => {
    answer(problem(401, 'wrong-password'))
    const assign = vi.fn()
    vi.stubGlobal('location', { pathname: '/sign-in', search: '', assign })
    await expect(call('POST', '/api/session', {})).rejects.toMatchObject({ code: 'wrong-password' })
    expect(assign).not.toHaveBeenCalled()
  })
})

test('signing in from the home page needs no way back', () => {
  expect(signInPath('/')).toBe('/sign-in')
})
