interface Hole {
  name: string
  example: string
}

/** The preview of a text; the server fills in the real ones in the same way. */
export function fillIn(text: string, holes: readonly Hole[]): string {
  const examples = new Map(holes.map(({ name, example }) => [name, example]))
  return text.replace(/\{([^{}]{1,40})\}/g, (hole, name: string) => examples.get(name.trim()) ?? hole)
}

/** Words in braces that nothing will fill. */
export function unknownHoles(text: string, holes: readonly Hole[]): string[] {
  const known = new Set(holes.map(({ name }) => name))
  const written = [...text.matchAll(/\{([^{}]{1,40})\}/g)].map(([, name = '']) => name.trim())
  return [...new Set(written)].filter((name) => !known.has(name))
}
