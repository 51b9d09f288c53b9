/** A text that is read on screen, printed and downloaded from one model. */
export interface Document {
  title: string
  parts: Part[]
}

export interface Part {
  title: string
  paragraphs: string[]
  table?: { head: string[]; rows: string[][] }
}

/** Changes with any word of the document; people compare it, nothing trusts it. */
export function versionOf(document: Document): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(document)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

interface Printed {
  language: string
  /** The line with version and date. */
  version: string
}

/** A file of its own that browsers and word processors open. */
export function toHtml({ title, parts }: Document, { language, version }: Printed): string {
  const body = parts.map(({ title, paragraphs, table }) =>
    [
      `<h2>${escaped(title)}</h2>`,
      ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
      ...(table ? [tableOf(table)] : []),
    ].join('\n'),
  )
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(version)}</p>
${body.join('\n')}
</body>
</html>
`
}

function tableOf({ head, rows }: NonNullable<Part['table']>): string {
  const line = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table>\n${[line(head, 'th'), ...rows.map((row) => line(row, 'td'))].join('\n')}\n</table>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

const STYLE =
  'body{font:11pt/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}th,td{border:1px solid #7d8894;padding:.4rem .6rem;text-align:left;vertical-align:top}'
