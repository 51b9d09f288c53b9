import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Region } from '#server/programme/contract.ts'
import { kindOptions } from '../access/kinds.ts'
import { t } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Select, TextField } from '../ui/Field.tsx'
import { type Filter, listPath } from './filter.ts'

interface FilterFormProps {
  filter: Filter
  regions: Region[]
}

/** A choice works at once, words when they are sent. */
export function FilterForm({ filter, regions }: FilterFormProps) {
  const { route } = useLocation()
  const { page: _page, ...chosen } = filter
  const [search, setSearch] = useState(filter.search ?? '')
  useEffect(() => setSearch(filter.search ?? ''), [filter.search])
  const go = (change: Filter) => route(listPath({ ...chosen, search, ...change }))
  return (
    <search aria-label={t('programme.list.filter')}>
      <form
        class="organisation-filter"
        onSubmit={(event) => {
          event.preventDefault()
          go({})
        }}
      >
        <TextField
          label={t('programme.list.search')}
          type="search"
          name="search"
          maxLength={120}
          value={search}
          onInput={setSearch}
        />
        <Button type="submit">{t('programme.list.show')}</Button>
        <Select
          label={t('programme.list.region')}
          value={filter.region ?? ''}
          placeholder={t('programme.list.everyRegion')}
          options={[
            ...regions.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'none', label: t('programme.list.noRegion') },
          ]}
          onChange={(region) => go({ region })}
        />
        <Select
          label={t('programme.list.kind')}
          value={filter.kind ?? ''}
          placeholder={t('programme.list.everyKind')}
          options={kindOptions()}
          onChange={(kind) => go({ kind })}
        />
        {Object.keys(chosen).length > 0 && (
          <Button kind="quiet" href="/programme">
            {t('programme.list.clear')}
          </Button>
        )}
      </form>
    </search>
  )
}
