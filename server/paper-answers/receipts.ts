import { createHmac } from 'node:crypto'

interface Numbered {
  respondent: string
  groupId: string
}

/** Both say that a form was typed in, and neither leads to its answers or, without the secret, to its number. */
export interface PaperReceipts {
  /** Of the number, whatever the group: a number is stored once per scan. */
  number: Buffer
  /** Of the number in this group: tells a file that comes again from other forms with the same numbers. */
  place: Buffer
}

export function paperReceipts(codeSecret: string, scanId: string) {
  const mac = (...parts: string[]) => createHmac('sha256', codeSecret).update(JSON.stringify(parts)).digest()
  return ({ respondent, groupId }: Numbered): PaperReceipts => ({
    number: mac('paper', scanId, respondent),
    place: mac('paper-in-group', scanId, groupId, respondent),
  })
}
