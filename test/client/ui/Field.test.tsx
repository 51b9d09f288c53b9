import { useState } from 'preact/hooks'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { setLanguage } from '#client/text/text.ts'
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  NumberField,
  PasswordField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '#client/ui/Field.tsx'
import { labelled, press, show, type } from '../screen.tsx'

beforeEach(() => setLanguage('en'))

describe('a field', () => {
  test('ties its hint and its error to the control', async () => {
    const place = await show(
      <TextField label="Name" hint="As people call it." error="Fill this in." value="" onInput={() => {}} />,
    )
    const control = labelled(place, 'Name')
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ')
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'As people call it.',
      'Fill this in.',
    ])
    expect(control.getAttribute('aria-invalid')).toBe('true')
  })

  test('without hint or error claims none', async () => {
    const control = labelled(await show(<TextField label="Name" value="" onInput={() => {}} />), 'Name')
    expect(control.hasAttribute('aria-describedby')).toBe(false)
    expect(control.hasAttribute('aria-invalid')).toBe(false)
  })

  test('says that it may stay empty when it is not required', async () => {
    const place = await show(<TextArea label="Note" required={false} value="" onInput={() => {}} />)
    expect(place.querySelector('label')?.textContent).toContain('(optional)')
  })

  test.each([
    ['text', 'Oost', 'Oost'],
    ['number', '34', 34],
    ['number', '', null],
    ['date', '2026-12-04', '2026-12-04'],
    ['choice', 'b', 'b'],
  ])('for a %s hands on what was filled in: %s', async (kind, typed, expected) => {
    const heard = vi.fn()
    const fields = {
      text: <TextField label="It" value="x" onInput={heard} />,
      number: <NumberField label="It" value={1} onInput={heard} />,
      date: <DateField label="It" value="" onInput={heard} />,
      choice: (
        <Select
          label="It"
          value="a"
          options={[
            { value: 'a', label: 'A' },
            { value: 'b', label: 'B' },
          ]}
          onChange={heard}
        />
      ),
    }
    const place = await show(fields[kind as keyof typeof fields])
    await type(place, 'It', typed)
    expect(heard).toHaveBeenCalledWith(expected)
  })

  test('for a password can show what was typed', async () => {
    const place = await show(
      <PasswordField label="Password" value="secret" onInput={() => {}} autocomplete="current-password" />,
    )
    expect(labelled(place, 'Password').type).toBe('password')
    await press(place, 'Show password')
    expect(labelled(place, 'Password').type).toBe('text')
  })
})

describe('a group of choices', () => {
  const options = [
    { value: 'link', label: 'Open link', hint: 'Anyone with the link.' },
    { value: 'codes', label: 'Personal codes' },
  ] as const

  test('is a fieldset with a legend, and its radios share one name', async () => {
    const heard = vi.fn()
    const place = await show(<RadioGroup label="How" value="link" options={[...options]} onChange={heard} />)
    const radios = [...place.querySelectorAll('input')]
    expect(place.querySelector('fieldset > legend')?.textContent).toBe('How')
    expect(new Set(radios.map((radio) => radio.name)).size).toBe(1)
    expect(radios.map((radio) => radio.checked)).toEqual([true, false])
    radios[1]?.click()
    expect(heard).toHaveBeenCalledWith('codes')
  })

  test('keeps the order of the options, whichever was ticked first', async () => {
    function Both() {
      const [values, setValues] = useState<('link' | 'codes')[]>(['codes'])
      return (
        <>
          <CheckboxGroup label="How" values={values} options={[...options]} onChange={setValues} />
          <output>{values.join(',')}</output>
        </>
      )
    }
    const place = await show(<Both />)
    labelled(place, 'Open link').click()
    await vi.waitFor(() => expect(place.querySelector('output')?.textContent).toBe('link,codes'))
    labelled(place, 'Personal codes').click()
    await vi.waitFor(() => expect(place.querySelector('output')?.textContent).toBe('link'))
  })

  test('of one is a checkbox with its words beside it', async () => {
    const heard = vi.fn()
    const place = await show(<Checkbox label="The works council knows" checked={false} onChange={heard} />)
    labelled(place, 'works council').click()
    expect(heard).toHaveBeenCalledWith(true)
  })
})
