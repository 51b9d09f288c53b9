import { type Kysely, sql } from 'kysely'

/**
 * Answers of an open scan wait in an inbox until they are mixed, so that nothing in the database ties them to a code for longer than
 * an hour or so (docs/decisions/0010). Counters of an open scan tell how it stood at the last mixing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [INBOX, COUNTED, LOCK, MIX_WHAT_IS_THERE, CLEAN_SOON]) {
    await sql.raw(statement).execute(db)
  }
}

/** A comment that the table of comments would refuse must be refused at the door: it would stop every later mixing. */
const INBOX = `
create function comments_fit(comments jsonb) returns boolean language sql immutable parallel safe as $$
  select jsonb_typeof(comments) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(comments) when 'object' then comments else '{}' end)
    where jsonb_typeof(value) <> 'string' or length(value #>> '{}') not between 1 and 4000 or length(key) not between 1 and 60)
$$;
create table inbox (
  organisation_id uuid not null,
  scan_id uuid not null,
  group_id uuid not null,
  id uuid not null default gen_random_uuid(),
  answers smallint[] not null,
  importance smallint[] not null default '{}' check (cardinality(importance) <= 3),
  comments jsonb check (comments is null or comments_fit(comments)),
  primary key (organisation_id, scan_id, group_id, id),
  foreign key (organisation_id, scan_id, group_id) references scan_groups
);
create trigger inbox_fits_group after insert on inbox referencing new table as added
  for each statement execute function responses_fit_group();
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own_organisation on inbox
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
grant select, insert, delete on inbox to regie_app;`

/** `counted`: how many of the group had answered, not on paper, at the last mixing; of a closed scan how many did in all. */
const COUNTED = `
alter table scans add column mixed_at timestamptz;
alter table scan_groups add column counted integer not null default 0 check (counted >= 0);`

/**
 * Who sends answers shares this lock, who mixes or closes holds it alone. Unlike a lock on the row it is fair: a mixing that
 * waits is not overtaken by later answers, and it leaves no trace in the row.
 */
const LOCK = `
create function scan_lock(scan_id uuid) returns bigint language sql immutable parallel safe
  as $$ select hashtextextended(scan_id::text, 0) $$;`

const BEFORE = ['scans', 'scan_groups', 'invitations', 'responses', 'comments', 'receipts']

/** Answers that came in before there was an inbox are mixed here. */
const MIX_WHAT_IS_THERE = `
${BEFORE.map((table) => `alter table ${table} no force row level security;`).join('\n')}
update scan_groups g set counted = (select count(*) from responses r join scans s on s.organisation_id = r.organisation_id and s.id = r.scan_id
  where r.organisation_id = g.organisation_id and r.scan_id = g.scan_id and r.group_id = g.id
    and (s.closed_at is not null or not r.on_paper));
create temporary table open_scans on commit drop as
  select organisation_id, id as scan_id from scans where launched_at is not null and closed_at is null;
update scans s set mixed_at = coalesce(closed_at, greatest(now(), opens_at)) where launched_at is not null;
with taken as (delete from responses r using open_scans o
  where r.organisation_id = o.organisation_id and r.scan_id = o.scan_id returning r.*)
  insert into responses (organisation_id, scan_id, group_id, answers, importance, on_paper)
  select organisation_id, scan_id, group_id, answers, importance, on_paper from taken order by random();
with taken as (delete from comments c using open_scans o
  where c.organisation_id = o.organisation_id and c.scan_id = o.scan_id returning c.*)
  insert into comments (organisation_id, scan_id, group_id, question_id, text, decision)
  select organisation_id, scan_id, group_id, question_id, text, decision from taken order by random();
with taken as (delete from invitations i using open_scans o
  where i.organisation_id = o.organisation_id and i.scan_id = o.scan_id returning i.*)
  insert into invitations (organisation_id, scan_id, group_id, code_hash, used)
  select organisation_id, scan_id, group_id, code_hash, used from taken order by code_hash;
with taken as (delete from receipts r using open_scans o
  where r.organisation_id = o.organisation_id and r.scan_id = o.scan_id returning r.*)
  insert into receipts (organisation_id, scan_id, submission_mac)
  select organisation_id, scan_id, submission_mac from taken order by submission_mac;
drop table open_scans;
${BEFORE.map((table) => `alter table ${table} force row level security;`).join('\n')}`

/** Versions of rows from before a mixing still tell what belonged together, until they are cleaned away. */
const CLEAN_SOON = ['inbox', 'invitations', 'receipts', 'responses', 'comments']
  .map(
    (table) => `alter table ${table} set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 0, toast.autovacuum_vacuum_threshold = 1, toast.autovacuum_vacuum_scale_factor = 0);`,
  )
  .join('\n')
