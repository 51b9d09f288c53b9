import type { UnitLine } from '#server/organisations/contract.ts'

/**
 * Reads a pasted list: one team per line, indented below the team it belongs to by tabs, spaces or columns of a
 * spreadsheet. Dashes and dots in front of a name are not part of it.
 */
export function readUnitLines(text: string): UnitLine[] {
  const above: number[] = []
  return text.split(/\r?\n/).flatMap((line) => {
    const name = line.replace(/^[\s\-–•*·]+/, '').trim()
    if (!name) return []
    const indent = widthOf(line.slice(0, line.length - line.trimStart().length))
    while (above.length > 0 && (above.at(-1) ?? 0) >= indent) above.pop()
    above.push(indent)
    return [{ name: name.replace(/\s+/g, ' ').slice(0, 120), depth: above.length - 1 }]
  })
}

function widthOf(space: string): number {
  return [...space].reduce((width, character) => width + (character === '\t' ? 4 : 1), 0)
}
