import { getApiDocument } from '../api.ts'
import { t } from '../text/text.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Page } from '../ui/Page.tsx'
import { Table } from '../ui/Table.tsx'
import { type Group, groupsOf, type Operation, type Part } from './api-document.ts'

export function ApiPage() {
  return (
    <Page
      title={t('help.api.title')}
      purpose={t('help.api.purpose')}
      breadcrumb={[{ label: t('help.title'), href: '/help' }]}
      action={
        <Button href="/api/openapi.json" icon="download" download="openapi.json">
          {t('help.api.document')}
        </Button>
      }
    >
      <Loaded name="api document" load={getApiDocument}>
        {(document) => <Groups groups={groupsOf(document)} />}
      </Loaded>
    </Page>
  )
}

function Groups({ groups }: { groups: Group[] }) {
  if (groups.length === 0) return <p>{t('help.api.empty')}</p>
  return (
    <>
      {groups.map(({ name, operations }) => (
        <Card key={name} title={name}>
          <div class="questions">
            {operations.map((operation) => (
              <OperationDetails key={`${operation.method} ${operation.path}`} operation={operation} />
            ))}
          </div>
        </Card>
      ))}
    </>
  )
}

function OperationDetails({ operation }: { operation: Operation }) {
  const { method, path, summary, parameters, body, answers } = operation
  return (
    <details>
      <summary>
        <Badge tone={method === 'GET' ? 'strength' : 'chance'}>{method}</Badge> <code>{path}</code>
      </summary>
      <div class="stack">
        {summary && <p>{summary}</p>}
        <Parts caption={t('help.api.parameters')} parts={parameters} />
        <Parts caption={t('help.api.body')} parts={body} />
        <p>
          {t('help.api.answers')}: {answers.join(', ')}
        </p>
      </div>
    </details>
  )
}

function Parts({ caption, parts }: { caption: string; parts: Part[] }) {
  if (parts.length === 0) return null
  const columns = [
    { label: t('help.api.name'), heading: true, cell: ({ name }: Part) => <code>{name}</code> },
    { label: t('help.api.kind'), cell: ({ kind }: Part) => kind },
    { label: t('help.api.required'), cell: ({ required }: Part) => t(required ? 'common.yes' : 'common.no') },
  ]
  return <Table cards caption={caption} columns={columns} rows={parts} keyOf={({ name }) => name} />
}
