import type { Page } from 'playwright-core'
import { type Key, t, type Values } from '#client/responses/words.ts'
import en from '#client/text/en/responses.json' with { type: 'json' }
import nl from '#client/text/nl/responses.json' with { type: 'json' }
import { arrive, press } from './pages.ts'

/** Somebody with a phone in hand, who reads one language at a time. */
export class Respondent {
  readonly page: Page
  private words = nl

  constructor(page: Page) {
    this.page = page
  }

  said(key: Key, values: Values = {}): string {
    return t(key, values, this.words)
  }

  press(key: Key): Promise<void> {
    return press(this.page, this.said(key))
  }

  arrive(key: Key, values: Values = {}): Promise<void> {
    return arrive(this.page, this.said(key, values))
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link)
    await this.page.getByText(this.said('introName')).waitFor()
  }

  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel(this.said('codeLabel'), { exact: true }).fill(code)
    await this.press('next')
  }

  async speakEnglish(): Promise<void> {
    await this.page.getByLabel(this.said('language')).selectOption('en')
    this.words = en
  }

  /** Chooses one of the answers from the left for each statement, and goes on; answers how many there were. */
  async answer({ choice = 3, most = 100 } = {}): Promise<number> {
    const answers = this.page.getByRole('radio')
    let given = 0
    for (; given < most && (await answers.count()) > 0; given++) {
      await answers.nth(choice).check()
      await this.press('next')
    }
    return given
  }

  /** Past the statements that are left. */
  async skip(): Promise<void> {
    while ((await this.page.getByRole('radio').count()) > 0) await this.press('next')
  }

  /** The statement that is on the card. */
  async statement(): Promise<string> {
    return (await this.page.getByRole('group').first().innerText()).split('\n')[0] ?? ''
  }

  async pickTopics(...titles: string[]): Promise<void> {
    await this.arrive('importanceTitle')
    for (const title of titles) await this.page.getByLabel(title, { exact: true }).check()
  }

  async write(words: string): Promise<void> {
    await this.arrive('openTitle')
    await this.page.getByRole('textbox').first().fill(words)
  }

  /** From the topics to the thanks, without a word of one's own. */
  async finish(): Promise<void> {
    await this.arrive('importanceTitle')
    await this.press('next')
    await this.arrive('openTitle')
    await this.press('next')
    await this.arrive('reviewTitle')
    await this.press('send')
    await this.arrive('thanksTitle')
  }
}
