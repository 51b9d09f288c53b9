/** What is wrong with a folder or a block, in one sentence for a person. */
export class Fault extends Error {}

export function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return words.split('\n')[0] ?? ''
}
