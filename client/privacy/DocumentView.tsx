import { language, t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { formatDate } from '../ui/format.ts'
import { offerFile } from '../ui/offer-file.ts'
import { type Document, type Part, toHtml, versionOf } from './document.ts'
import { WordTable } from './WordTable.tsx'
import './privacy.css'

/** To read, to print and to take along; the page around it has the title. */
export function DocumentView({ document, name }: { document: Document; name: string }) {
  const version = t('privacy.documents.version', {
    version: versionOf(document),
    date: formatDate(new Date().toISOString()),
  })
  const download = () =>
    offerFile(`${name}.html`, toHtml(document, { language: language(), version }), 'text/html')
  return (
    <div class="document">
      <div class="buttons">
        <Button icon="download" onClick={download}>
          {t('privacy.documents.download')}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {t('privacy.documents.print')}
        </Button>
      </div>
      <p class="hint">{version}</p>
      {document.parts.map((part) => (
        <PartView key={part.title} part={part} />
      ))}
    </div>
  )
}

function PartView({ part: { title, paragraphs, table } }: { part: Part }) {
  return (
    <section>
      <h2>{title}</h2>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {table && <WordTable title={title} table={table} />}
    </section>
  )
}
