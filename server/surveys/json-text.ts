interface JsonFault {
  line: number
  column: number
  words: string
}

const MAX_DEPTH = 32
const TOKEN =
  /[ \t\r\n]*(?:[{}[\],:]|"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/y

/** The first place where a text stops being JSON; JSON.parse does not always say where, and lets double names pass. */
export function findJsonFault(text: string): JsonFault | undefined {
  const fault = scan(text)
  if (!fault) return undefined
  const lines = text.slice(0, fault.at).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, words: fault.words }
}

type Fault = { at: number; words: string } | undefined

function scan(text: string): Fault {
  let at = 0
  let start = 0

  const next = (): string => {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    start = token ? at + token[0].length - token[0].trimStart().length : nextVisible(text, at)
    at = token ? TOKEN.lastIndex : start
    return token?.[0].trimStart() ?? ''
  }
  const expected = (words: string): Fault => ({
    at: start,
    words: start >= text.length ? 'the file ends too early' : `${words} was expected here`,
  })

  const scanText = (token: string): Fault => {
    const isOnOneLine = [...token].every((character) => character >= ' ')
    return isOnOneLine ? undefined : { at: start, words: 'this text is not closed on its own line' }
  }

  const scanValue = (token: string, depth: number): Fault => {
    if (depth > MAX_DEPTH) return { at: start, words: 'this is nested too deep' }
    if (token === '{') return scanObject(depth)
    if (token === '[') return scanList(depth)
    if (token.startsWith('"')) return scanText(token)
    return token === '' || '}],:'.includes(token) ? expected('a value') : undefined
  }

  const scanList = (depth: number): Fault => {
    let token = next()
    if (token === ']') return undefined
    for (;;) {
      const fault = scanValue(token, depth + 1)
      if (fault) return fault
      token = next()
      if (token === ']') return undefined
      if (token !== ',') return expected('a comma or ]')
      token = next()
    }
  }

  const scanObject = (depth: number): Fault => {
    const names = new Set<string>()
    let token = next()
    if (token === '}') return undefined
    for (;;) {
      if (!token.startsWith('"')) return expected('a name in double quotes')
      const unclosed = scanText(token)
      if (unclosed) return unclosed
      if (names.has(token)) return { at: start, words: `the name ${token} stands here a second time` }
      names.add(token)
      if (next() !== ':') return expected('a colon')
      const fault = scanValue(next(), depth + 1)
      if (fault) return fault
      token = next()
      if (token === '}') return undefined
      if (token !== ',') return expected('a comma or }')
      token = next()
    }
  }

  const fault = scanValue(next(), 0)
  if (fault) return fault
  next()
  return start < text.length ? { at: start, words: 'the end of the file was expected here' } : undefined
}

function nextVisible(text: string, from: number): number {
  const distance = text.slice(from).search(/[^ \t\r\n]/)
  return distance < 0 ? text.length : from + distance
}
