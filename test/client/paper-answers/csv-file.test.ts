import { expect, test } from 'vitest'
import { decodeCsv } from '#client/paper-answers/csv-file.ts'

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['UTF-8', new TextEncoder().encode('café'), 'café'],
  ['UTF-8 with a byte order mark', new TextEncoder().encode('\uFEFFcafé'), 'café'],
  ['Windows-1252, as Excel saves plain CSV', latin('caf\u00e9'), 'café'],
  ['Windows-1252 with a euro sign', Uint8Array.of(0x80, 0x31), '€1'],
  ['UTF-16, as Excel saves Unicode text', Uint8Array.of(0xff, 0xfe, 0xe9, 0x00), 'é'],
  ['nothing', new Uint8Array(), ''],
])('%s is read as it was written', (_how, bytes, text) => {
  expect(decodeCsv(bytes)).toBe(text)
})
