import { useState } from 'preact/hooks'
import { act } from 'preact/test-utils'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { setLanguage } from '#client/text/text.ts'
import { Button } from '#client/ui/Button.tsx'
import { lazyPage } from '#client/ui/LazyPage.tsx'
import { Loaded } from '#client/ui/Loaded.tsx'
import { ErrorNotice } from '#client/ui/Notice.tsx'
import { useSubmit } from '#client/ui/use-submit.ts'
import { named, press, seeing, show } from '../screen.tsx'

beforeEach(() => setLanguage('en'))

describe('what is loaded', () => {
  test('shows that it is loading, then itself', async () => {
    const answer = Promise.withResolvers<string>()
    const place = await show(
      <Loaded name="scan 1" load={() => answer.promise}>
        {(name) => <p>{name}</p>}
      </Loaded>,
    )
    expect(place.querySelector('[role=status]')?.textContent).toBe('Loading')
    answer.resolve('Spring scan')
    await seeing(place, 'Spring scan')
  })

  test('says what went wrong and can be tried again', async () => {
    const load = vi.fn().mockRejectedValueOnce({ code: 'offline' }).mockResolvedValue('Spring scan')
    const place = await show(
      <Loaded name="scan 1" load={load}>
        {(name) => <p>{String(name)}</p>}
      </Loaded>,
    )
    await seeing(place, 'There is no connection')
    expect(place.querySelector('[role=alert]')).not.toBeNull()
    await press(place, 'Try again')
    await seeing(place, 'Spring scan')
    expect(place.querySelector('[role=alert]')).toBeNull()
  })

  test('stays on screen while it is loaded anew, also when that fails', async () => {
    const load = vi.fn().mockResolvedValueOnce('63 answers').mockRejectedValue({ code: 'offline' })
    const place = await show(
      <Loaded name="scan 1" load={load}>
        {(words, reload) => <Button onClick={reload}>{String(words)}</Button>}
      </Loaded>,
    )
    await seeing(place, '63 answers')
    await press(place, '63 answers')
    await seeing(place, 'There is no connection')
    expect(place.textContent).toContain('63 answers')
  })

  test('never shows the late answer to an earlier question', async () => {
    const answers = { one: Promise.withResolvers<string>(), two: Promise.withResolvers<string>() }
    function Chooser() {
      const [name, setName] = useState<'one' | 'two'>('one')
      return (
        <>
          <Button onClick={() => setName('two')}>Other</Button>
          <Loaded name={name} load={() => answers[name].promise}>
            {(words) => <output>{words}</output>}
          </Loaded>
        </>
      )
    }
    const place = await show(<Chooser />)
    await press(place, 'Other')
    answers.two.resolve('the second')
    await seeing(place, 'the second')
    await act(async () => answers.one.resolve('the first'))
    expect(place.querySelector('output')?.textContent).toBe('the second')
  })
})

test('a page whose code does not arrive says so, and comes when tried again', async () => {
  const load = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('failed to fetch'))
    .mockResolvedValue(({ scanId }: { scanId: string }) => <p>Scan {scanId}</p>)
  const Late = lazyPage<{ scanId: string }>(load)
  const place = await show(<Late scanId="7" />)
  await seeing(place, 'There is no connection')
  await press(place, 'Try again')
  await seeing(place, 'Scan 7')
})

test('a page that came late keeps what was typed when the language changes', async () => {
  const Late = lazyPage<object>(async () => () => <input />)
  const place = await show(<Late />)
  const field = await vi.waitFor(() => place.querySelector('input') ?? Promise.reject(new Error('no field')))
  field.value = 'half a'
  await act(() => setLanguage('nl'))
  expect(place.querySelector('input')).toBe(field)
})

describe('sending', () => {
  function Form({ send }: { send: () => Promise<unknown> }) {
    const saving = useSubmit(send)
    return (
      <>
        <ErrorNotice error={saving.error} />
        <p>{saving.faultOf('units/0/name')}</p>
        <Button busy={saving.busy} onClick={saving.submit}>
          Save
        </Button>
      </>
    )
  }

  test('happens once, however often one presses', async () => {
    const answer = Promise.withResolvers<void>()
    const send = vi.fn(() => answer.promise)
    const place = await show(<Form send={send} />)
    await press(place, 'Save')
    await press(place, 'Save')
    expect(send).toHaveBeenCalledTimes(1)
    expect(named(place, 'Save').getAttribute('aria-busy')).toBe('true')
    answer.resolve()
    await vi.waitFor(() => expect(named(place, 'Save').getAttribute('aria-busy')).toBe('false'))
  })

  test('that is refused shows the words, also at the field', async () => {
    const refusal = { code: 'invalid-input', faults: [{ path: '/units/0/name', code: 'maxLength' }] }
    const place = await show(<Form send={() => Promise.reject(refusal)} />)
    await press(place, 'Save')
    await seeing(place, 'Something in the form is not right')
    expect(place.textContent).toContain('This is too long.')
  })
})
