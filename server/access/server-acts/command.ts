export type Command =
  | { act: 'create-centre'; email: string; name: string }
  | { act: 'reset-second-factor'; email: string }
  | { act: 'end-sessions'; email: string }
  | { act: 'list-centre' }

export const USAGE = `What should be done? One of:
  npm run admin -- create-centre EMAIL NAME      gives somebody an account of the programme centre, and prints a link to choose a password
  npm run admin -- reset-second-factor EMAIL     for who lost the telephone with the codes
  npm run admin -- end-sessions EMAIL            signs an account out everywhere
  npm run admin -- list-centre                   shows who works for the programme centre
Each of these is kept in the log of the programme.`

/** What was typed behind `npm run admin --`, or in plain words what is wrong with it. */
export function readCommand(words: string[]): Command | { fault: string } {
  const [act, ...rest] = words
  if (act === 'list-centre') return rest.length === 0 ? { act } : { fault: USAGE }
  if (act !== 'create-centre' && act !== 'reset-second-factor' && act !== 'end-sessions')
    return { fault: USAGE }
  const [given = '', ...names] = rest
  const email = given.toLowerCase()
  if (!isAddress(email)) return { fault: `"${given}" is no e-mail address.\n${USAGE}` }
  if (act !== 'create-centre') return names.length === 0 ? { act, email } : { fault: USAGE }
  const name = names.join(' ').trim()
  if (name.length < 1 || name.length > 120)
    return {
      fault: `Give the name of the person behind the e-mail address, of at most 120 characters.\n${USAGE}`,
    }
  return { act, email, name }
}

function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text)
}
