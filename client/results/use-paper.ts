import { useEffect } from 'preact/hooks'
import type { Publication } from '#server/results/contract.ts'
import { language, t } from '../text/text.ts'
import { validationWords } from './ConceptLabel.tsx'

/** Each sheet tells what it is and that the instrument is a concept; what is folded on screen is open on paper. */
export function usePaper(publication: Pick<Publication, 'instrument'> & { scan: { title: string } }): void {
  const now = language()
  const line = [
    publication.scan.title,
    validationWords(publication.instrument.validation.status),
    t('results.paper.made'),
  ].join(' · ')

  useEffect(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(sheetFooter(line))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    }
  }, [line, now])

  useEffect(() => {
    const folded = new Set<HTMLDetailsElement>()
    const unfold = () => {
      for (const part of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
        folded.add(part)
        part.open = true
      }
    }
    const fold = () => {
      for (const part of folded) part.open = false
      folded.clear()
    }
    addEventListener('beforeprint', unfold)
    addEventListener('afterprint', fold)
    return () => {
      removeEventListener('beforeprint', unfold)
      removeEventListener('afterprint', fold)
    }
  }, [])
}

/** A title may hold anything, so it is written as a CSS string with every special character escaped. */
export function sheetFooter(line: string): string {
  const words = [...line].map((sign) =>
    /[\w .·,-]/.test(sign) ? sign : `\\${sign.codePointAt(0)?.toString(16)} `,
  )
  const look = 'font: 8pt system-ui, sans-serif; color: #55606d;'
  return `@page {
    @bottom-left { content: "${words.join('')}"; ${look} width: 85%; text-align: left; }
    @bottom-right { content: counter(page) " / " counter(pages); ${look} width: 15%; text-align: right; }
  }`
}
