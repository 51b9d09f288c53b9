import { type Kysely, sql } from 'kysely'

/**
 * What the programme centre and the coordinators of regions may see of organisations, who they invite, what an organisation lets
 * the centre read, and comparison in fixed editions (docs/decisions/0013).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [INVITATIONS, SHARING, EDITIONS, ISOLATION, FACTS, GROUPS]) {
    await sql.raw(statement).execute(db)
  }
}

const INVITATIONS = `
create table programme_invitations (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea not null unique,
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  role text not null check (role in ('centre', 'coordinator')),
  region_id uuid references regions,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  check ((role = 'coordinator') = (region_id is not null))
);
alter table programme_invitations enable row level security;
alter table programme_invitations force row level security;
create policy of_centre on programme_invitations
  using (app_scope() = 'centre') with check (app_scope() = 'centre');
create policy by_secret on programme_invitations for select using (secret_hash = app_secret());
grant select, insert, update on programme_invitations to regie_app;`

const SHARING = `
create table result_grants (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  given_by text not null check (length(given_by) between 1 and 120),
  given_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, id)
);
create unique index result_grants_one_active on result_grants (organisation_id) where ended_at is null;
create table benchmark_consents (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  given_by text not null check (length(given_by) between 1 and 120),
  given_at timestamptz not null,
  ended_at timestamptz,
  primary key (organisation_id, id)
);
create unique index benchmark_consents_one_active on benchmark_consents (organisation_id) where ended_at is null;`

/**
 * A pool is renewed by an edition or stays as it was. Of each member only its own place is kept, under its own organisation: no scores
 * of several organisations lie together anywhere.
 */
const EDITIONS = `
create table benchmark_editions (
  edition_on date primary key,
  frozen_at timestamptz not null
);
create table benchmark_pools (
  id uuid primary key default gen_random_uuid(),
  edition_on date not null references benchmark_editions,
  instrument_id text not null,
  instrument_version text not null,
  form text not null check (form in ('full', 'short')),
  perspective text not null check (perspective in ('professional', 'client', 'manager')),
  unique (instrument_id, instrument_version, form, perspective, edition_on)
);
create table benchmark_members (
  organisation_id uuid not null references organisations on delete cascade,
  pool_id uuid not null references benchmark_pools,
  scan_id uuid not null,
  places jsonb not null,
  primary key (organisation_id, pool_id),
  foreign key (organisation_id, scan_id) references publications on delete cascade
);
create index on benchmark_members (pool_id);
grant select, insert on benchmark_editions, benchmark_pools to regie_app;`

const OWNED: [table: string, rights: string, alsoVisible: string][] = [
  ['result_grants', 'select, insert, update', `app_scope() = 'centre'`],
  [
    'benchmark_consents',
    'select, insert, update',
    `app_scope() = 'system' or exists (
    select from organisations o where o.id = organisation_id and o.region_id = app_region())`,
  ],
  ['benchmark_members', 'select, insert', `app_scope() = 'system'`],
]

const ISOLATION = `${OWNED.map(
  ([table, rights, alsoVisible]) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_organisation on ${table}
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
create policy also_visible on ${table} for select using (${alsoVisible});
grant ${rights} on ${table} to regie_app;`,
).join('')}
create policy granted_to_centre on publications for select using (app_scope() = 'centre' and exists (
  select from result_grants g where g.organisation_id = publications.organisation_id and g.ended_at is null));`

/**
 * Of every organisation that the asker may see: its own row, and from inside it only what tells how far it is. The transaction
 * ends up where it was.
 */
const FACTS = `
create function organisation_facts(p_only uuid) returns table (
  id uuid, name text, kind text, region_id uuid, region_name text, prepared jsonb, facts jsonb
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := coalesce(current_setting('app.organisation_id', true), '');
  each record;
begin
  for each in
    select o.id, o.name, o.kind, o.region_id, r.name as region_name, o.prepared
    from organisations o left join regions r on r.id = o.region_id
    where p_only is null or o.id = p_only
    order by lower(o.name), o.id
  loop
    perform set_config('app.organisation_id', each.id::text, true);
    return query select each.id, each.name, each.kind, each.region_id, each.region_name, each.prepared, jsonb_build_object(
      'hasUnits', exists (select from units u where u.organisation_id = each.id and u.parent_id is not null),
      'hasMessenger', exists (select from memberships m
        where m.organisation_id = each.id and m.role = 'messenger' and m.ended_at is null),
      'isInvited', exists (select from member_invitations i
        where i.organisation_id = each.id and i.role = 'messenger' and i.accepted_at is null and i.withdrawn_at is null),
      'scans', coalesce((select jsonb_agg(jsonb_build_object(
          'id', s.id, 'launchedAt', s.launched_at, 'opensAt', s.opens_at, 'closesAt', s.closes_at, 'closedAt', s.closed_at,
          'previousScanId', s.previous_scan_id, 'publishedAt', p.published_at, 'instrumentId', f.instrument_id,
          'planId', n.id) order by s.id)
        from scans s
        left join publications p on p.organisation_id = s.organisation_id and p.scan_id = s.id
        left join scan_figures f on f.organisation_id = s.organisation_id and f.scan_id = s.id
        left join plans n on n.organisation_id = s.organisation_id and n.scan_id = s.id
        where s.organisation_id = each.id), '[]'),
      'actions', coalesce((select jsonb_agg(jsonb_build_object(
          'planId', a.plan_id, 'plannedAt', a.planned_at, 'startedAt', a.started_at, 'doneAt', a.done_at,
          'confirmedAt', a.confirmed_at, 'stoppedAt', a.stopped_at))
        from actions a where a.organisation_id = each.id), '[]'));
  end loop;
  perform set_config('app.organisation_id', before, true);
end $$;`

/** What the totals of these scans are made of; of an organisation that the asker may not see there is nothing. */
const GROUPS = `
create function groups_of_scans(p_organisations uuid[], p_scans uuid[]) returns table (
  scan_id uuid, perspective text, invited integer, answered integer, launched integer, held_answers integer, held_band integer
) language plpgsql as $$
#variable_conflict use_column
declare
  before text := coalesce(current_setting('app.organisation_id', true), '');
  asked record;
begin
  for asked in
    select o.id as organisation_id, one.scan_id
    from unnest(p_organisations, p_scans) as one (organisation_id, scan_id) join organisations o on o.id = one.organisation_id
  loop
    perform set_config('app.organisation_id', asked.organisation_id::text, true);
    return query select g.scan_id, g.perspective, g.invited, g.counted, g.launched, g.held_answers, g.held_band
      from scan_groups g where g.organisation_id = asked.organisation_id and g.scan_id = asked.scan_id;
  end loop;
  perform set_config('app.organisation_id', before, true);
end $$;`
