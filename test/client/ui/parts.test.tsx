import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setLanguage } from '#client/text/text.ts'
import { Bar } from '#client/ui/Bar.tsx'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmDialog } from '#client/ui/ConfirmDialog.tsx'
import { CopyText } from '#client/ui/CopyText.tsx'
import { QrCode } from '#client/ui/QrCode.tsx'
import { SixStopLine } from '#client/ui/SixStopLine.tsx'
import { Steps } from '#client/ui/Steps.tsx'
import { Table } from '#client/ui/Table.tsx'
import { OrganisationTabs } from '#client/ui/Tabs.tsx'
import { named, press, seeing, show } from '../screen.tsx'

beforeEach(() => setLanguage('en'))
afterEach(() => vi.unstubAllGlobals())

describe('asking before something happens', () => {
  const question = { title: 'Close the scan for 214 colleagues?', confirm: 'Close the scan' }

  test('opens a dialog named by the question, and does it on yes', async () => {
    const onConfirm = vi.fn()
    const place = await show(
      <ConfirmDialog open {...question} danger onConfirm={onConfirm} onCancel={() => {}} />,
    )
    const dialog = place.querySelector('dialog')
    expect(dialog?.open).toBe(true)
    expect(document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe(
      question.title,
    )
    await press(place, 'Close the scan')
    expect(onConfirm).toHaveBeenCalledTimes(1)
  })

  test('does nothing on cancel or Escape', async () => {
    const onConfirm = vi.fn()
    const onCancel = vi.fn()
    const place = await show(<ConfirmDialog open {...question} onConfirm={onConfirm} onCancel={onCancel} />)
    await press(place, 'Cancel')
    place.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }))
    expect(onCancel).toHaveBeenCalledTimes(2)
    expect(onConfirm).not.toHaveBeenCalled()
  })

  test('keeps the question open with the words of what went wrong', async () => {
    const place = await show(
      <ConfirmDialog
        open
        {...question}
        error={{ code: 'offline' }}
        onConfirm={() => {}}
        onCancel={() => {}}
      />,
    )
    await seeing(place, 'There is no connection')
  })

  test('shows nothing while it is closed', async () => {
    const place = await show(
      <ConfirmDialog open={false} {...question} onConfirm={() => {}} onCancel={() => {}} />,
    )
    expect(place.textContent).toBe('')
  })
})

test('a text to send is copied, and the button says so', async () => {
  const written = vi.fn(async () => {})
  vi.stubGlobal('navigator', { clipboard: { writeText: written } })
  const place = await show(<CopyText label="Text for the mail" text="Dear colleague" />)
  await press(place, 'Copy: Text for the mail')
  await seeing(place, 'Copied')
  expect(written).toHaveBeenCalledWith('Dear colleague')
})

test('a text that cannot be copied is not called copied, but stands selected', async () => {
  vi.stubGlobal('navigator', {})
  const place = await show(<CopyText label="Text for the mail" text="Dear colleague" />)
  await press(place, 'Copy: Text for the mail')
  const area = place.querySelector('textarea')
  expect(area?.selectionEnd).toBe('Dear colleague'.length)
  expect(place.querySelector('[role=status]')?.textContent).toBe('')
})

test('the line of six stops says in words what is done and where we are', async () => {
  const place = await show(
    <SixStopLine
      label="The way"
      stops={[
        { label: 'Prepare', state: 'done', href: '/organisation/units' },
        { label: 'Scan', state: 'current', note: 'until 4 December' },
        { label: 'Discuss', state: 'ahead' },
      ]}
    />,
  )
  const stops = [...place.querySelectorAll('li')].map((stop) => stop.textContent)
  expect(stops).toEqual(['Prepare (done)', 'Scan (now)until 4 December', 'Discuss (to do)'])
  expect(place.querySelector('[aria-current=step]')?.textContent).toContain('Scan')
})

test('the steps of a wizard lead only to what can be opened', async () => {
  const place = await show(
    <Steps
      label="Preparing"
      steps={[
        { label: 'Who', state: 'attention', href: '/scans/1/launch/who' },
        { label: 'When', state: 'current', href: '/scans/1/launch/when' },
        { label: 'Check', state: 'ahead' },
      ]}
    />,
  )
  expect(place.textContent).toContain('Step 2 of 3')
  expect([...place.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['Who', 'When'])
  expect(place.textContent).toContain('Who (needs attention)')
})

test.each([
  [0, 0, '0'],
  [5, 10, '50'],
  [12, 10, '100'],
])('a bar of %i in %i is %s percent wide', async (value, max, width) => {
  const place = await show(<Bar label="Team Oost" value={value} max={max} text="some" />)
  expect(place.querySelector('.bar-fill')?.getAttribute('width')).toBe(width)
})

test('a table names its rows and columns, and can be scrolled by keyboard', async () => {
  const columns = [
    { label: 'Unit', heading: true, cell: (row: { name: string }) => row.name },
    { label: 'Score', number: true, cell: () => '71' },
  ]
  const place = await show(
    <Table caption="Units" columns={columns} rows={[{ name: 'Oost' }]} keyOf={(row) => row.name} />,
  )
  expect(place.querySelector('tbody th[scope=row]')?.textContent).toBe('Oost')
  expect(place.querySelector('[role=region]')?.getAttribute('tabindex')).toBe('0')
})

test('a table that becomes cards says by name what it is, and labels every cell', async () => {
  const columns = [
    { label: 'Unit', heading: true, cell: (row: { name: string }) => row.name },
    { label: 'State', cell: () => 'open' },
  ]
  const place = await show(
    <Table cards caption="Units" columns={columns} rows={[{ name: 'Oost' }]} keyOf={(row) => row.name} />,
  )
  const roles = [...place.querySelectorAll('[role]')].map((each) => each.getAttribute('role'))
  const row = ['rowgroup', 'row', 'rowheader', 'cell']
  expect(roles).toEqual(['table', 'rowgroup', 'row', 'columnheader', 'columnheader', ...row])
  expect(place.querySelector('td')?.dataset.label).toBe('State')
  expect(place.querySelector('[tabindex]')).toBeNull()
})

test('a QR code is a picture with words', async () => {
  const place = await show(<QrCode text="https://regie.test/r#ABCD" label="Opens the scan" />)
  expect(place.querySelector('svg')?.getAttribute('aria-label')).toBe('Opens the scan')
  expect(place.querySelector('.qr-ink')?.getAttribute('d')?.length).toBeGreaterThan(500)
})

test('a link that looks like a button stays a link', async () => {
  const place = await show(
    <Button href="/scans" kind="primary">
      To the scans
    </Button>,
  )
  expect(named(place, 'To the scans').tagName).toBe('A')
})

test('sister pages are linked, and the present one is marked', async () => {
  history.replaceState(null, '', '/organisation/members')
  const place = await show(<OrganisationTabs />)
  expect(place.querySelector('[aria-current=page]')?.textContent).toBe('People')
})
