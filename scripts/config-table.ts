import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { MAY_BE_IN_A_FILE, SETTINGS } from '#server/config.ts'

const README = path.join(import.meta.dirname, '..', 'README.md')
const PLACE = /(<!-- settings -->\n)[\s\S]*?(\n<!-- \/settings -->)/

export function configTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, { default: value, description }]) => {
    const file = MAY_BE_IN_A_FILE.includes(name) ? ` or \`${name}_FILE\`` : ''
    return `| \`${name}\`${file} | ${value === undefined ? '' : `\`${value}\``} | ${description} |`
  })
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

if (import.meta.main) {
  writeFileSync(README, readFileSync(README, 'utf8').replace(PLACE, `$1${configTable()}$2`))
}
