import { useMemo, useState } from 'preact/hooks'
import type { OpenLink } from '#server/privacy/contract.ts'
import type {
  DistributedGroup,
  DistributionSheet,
  GroupProgress,
  Progress,
  Scan,
} from '#server/scans/contract.ts'
import { linksCsvPath } from '../api.ts'
import { OpenLinkNotes } from '../privacy/OpenLinkNotes.tsx'
import { language, t } from '../text/text.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { TextField } from '../ui/Field.tsx'
import { GroupSheet } from './GroupSheet.tsx'
import { Mark } from './PeopleTable.tsx'
import { bandWords } from './words.ts'

const MANY_GROUPS = 12

interface GroupsProps {
  scan: Scan
  progress: Progress
  sheet: DistributionSheet
  links: OpenLink[]
  onGrown: () => void
}

/** Per group how far it is and, opened, everything to hand out. */
export function Groups({ scan, progress, sheet, links, onGrown }: GroupsProps) {
  const [search, setSearch] = useState('')
  const progressOf = useMemo(() => new Map(progress.groups.map((group) => [group.id, group])), [progress])
  const wanted = search.trim().toLocaleLowerCase('nl')
  const shown = sheet.groups.filter(({ unitName }) => unitName.toLocaleLowerCase('nl').includes(wanted))
  return (
    <Card title={t('scans.groups.title')}>
      <p class="hint">{t('scans.groups.what')}</p>
      {sheet.groups.length > 1 && sheet.groups.some(({ distribution }) => distribution === 'open-link') && (
        <div class="buttons">
          <Button icon="download" href={linksCsvPath(scan.id, language())} download="links.csv">
            {t('scans.groups.allLinks')}
          </Button>
        </div>
      )}
      {sheet.groups.length > MANY_GROUPS && (
        <TextField label={t('scans.groups.search')} type="search" value={search} onInput={setSearch} />
      )}
      <ul class="plain-list groups">
        {shown.map((group) => (
          <GroupLine
            key={group.id}
            scan={scan}
            group={group}
            progress={scan.status === 'open' ? progressOf.get(group.id) : undefined}
            link={links.find(({ groupId }) => groupId === group.id)}
            onGrown={onGrown}
          />
        ))}
      </ul>
      {shown.length === 0 && <p>{t('scans.who.nothingFound')}</p>}
    </Card>
  )
}

interface GroupLineProps {
  scan: Scan
  group: DistributedGroup
  progress: GroupProgress | undefined
  link: OpenLink | undefined
  onGrown: () => void
}

function GroupLine({ scan, group, progress, link, onGrown }: GroupLineProps) {
  const [open, setOpen] = useState(false)
  return (
    <li class="group">
      <h3>
        {group.unitName} <Mark perspective={group.perspective} />{' '}
        <span class="group-perspective">{t(`scans.perspectives.${group.perspective}`)}</span>
      </h3>
      {progress ? (
        <GroupBar progress={progress} />
      ) : (
        <p>{t('scans.groups.invited', { count: group.invited })}</p>
      )}
      <OpenLinkNotes link={link} />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {t('scans.groups.handOut')}
          <span class="visually-hidden">
            : {group.unitName}, {t(`scans.perspectives.${group.perspective}`)}
          </span>
        </summary>
        {open && <GroupSheet scan={scan} group={group} onGrown={onGrown} />}
      </details>
    </li>
  )
}

function GroupBar({ progress }: { progress: GroupProgress }) {
  const { response, neededAtMost, perspective, unitName } = progress
  return (
    <div>
      <Bar
        label={`${unitName}, ${t(`scans.perspectives.${perspective}`)}`}
        hideLabel
        value={response.answeredAtLeast}
        max={response.invited}
        text={bandWords(response)}
        tone={neededAtMost > 0 ? 'chance' : 'brand'}
      />
      <p class="hint">{neededWords(progress)}</p>
    </div>
  )
}

function neededWords({ response: { invited, answeredAtLeast }, neededAtMost }: GroupProgress): string {
  if (neededAtMost === 0) return t('scans.groups.enough')
  const minimum = answeredAtLeast + neededAtMost
  return invited < minimum ? t('scans.groups.tooSmall') : t('scans.groups.needed', { count: neededAtMost })
}
