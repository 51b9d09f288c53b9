import { type Kysely, sql } from 'kysely'

/**
 * Moderated comments, answers typed from paper, and what the programme centre may pool: sums of a whole scan, never of a unit.
 * The first messenger of an installation is its first account of the programme centre.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [COMMENTS, PAPER, BANDS, POOLED, PROGRAMME, ISOLATION]) {
    await sql.raw(statement).execute(db)
  }
}

const COMMENTS = `
alter table comments add column decision text check (decision in ('approved', 'rejected'));
create table comment_publications (
  organisation_id uuid not null,
  scan_id uuid not null,
  document jsonb not null,
  published_at timestamptz not null,
  primary key (organisation_id, scan_id),
  foreign key (organisation_id, scan_id) references publications
);`

/**
 * Kept until the scan closes: who typed these answers knows them, so the gate must not count them as cover for others. Of each group only
 * remains how many answered beside paper, which blocks of comments need.
 */
const PAPER = `
alter table responses add column on_paper boolean not null default false;
alter table scan_groups add column unseen integer check (unseen >= 0);`

/**
 * What an open scan told of a group must not move because people were added to it: how many were invited at the launch (0 for a group
 * that joined later), and the band that was told, and at how many answers, when the group last grew.
 */
const BANDS = `
alter table scan_groups add column launched integer not null default 0 check (launched >= 0);
alter table scan_groups add column held_answers integer;
alter table scan_groups add column held_band integer;
alter table scan_groups add check ((held_answers is null) = (held_band is null));
alter table scan_groups no force row level security;
update scan_groups set launched = invited;
alter table scan_groups force row level security;`

const POOLED = `
create table scan_figures (
  organisation_id uuid not null,
  scan_id uuid not null,
  instrument_id text not null,
  instrument_version text not null,
  form text not null check (form in ('full', 'short')),
  figures jsonb not null,
  primary key (organisation_id, scan_id),
  foreign key (organisation_id, scan_id) references publications
);`

const PROGRAMME = `
create table programme_members (
  id uuid primary key default gen_random_uuid(),
  user_id text not null references users on delete cascade,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index programme_members_one_active on programme_members (user_id) where ended_at is null;
alter table memberships no force row level security;
insert into programme_members (user_id)
  select user_id from memberships where role = 'messenger' and ended_at is null order by created_at, id limit 1;
alter table memberships force row level security;`

const ISOLATION = `
alter table comment_publications enable row level security;
alter table comment_publications force row level security;
create policy own_organisation on comment_publications
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
alter table scan_figures enable row level security;
alter table scan_figures force row level security;
create policy own_organisation on scan_figures
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
create policy also_visible on scan_figures for select using (app_scope() = 'centre');
grant select, insert, update, delete on comment_publications, scan_figures, programme_members to regie_app;`
