import { type Kysely, sql } from 'kysely'

/**
 * Regions, who works for the programme centre or for a region, the privacy officer of an organisation, and the log of what accounts
 * did: append-only, each entry holding the hash of the one before it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [ROLES, REGIONS, OFFICES, MAILS, AUDIT_LOG]) await sql.raw(statement).execute(db)
}

const ROLES = `
alter table memberships drop constraint memberships_role_check;
alter table memberships add constraint memberships_role_check check (role in ('messenger', 'manager', 'privacy-officer'));
alter table member_invitations drop constraint member_invitations_role_check;
alter table member_invitations add constraint member_invitations_role_check
  check (role in ('messenger', 'manager', 'privacy-officer'));`

const REGIONS = `
create table regions (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create unique index regions_unique_name on regions (lower(name)) where closed_at is null;
grant select, insert, update, delete on regions to regie_app;

create function app_region() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.region_id', true), '')::uuid $$;
alter table organisations add column region_id uuid references regions;
alter table organisations add column second_factor_required boolean not null default false;
create index on organisations (region_id);
create policy also_visible on organisations for select
  using (app_scope() = 'centre' or region_id = app_region());`

const OFFICES = `
alter table programme_members add column role text not null default 'centre' check (role in ('centre', 'coordinator'));
alter table programme_members alter column role drop default;
alter table programme_members add column region_id uuid references regions;
alter table programme_members add check ((role = 'coordinator') = (region_id is not null));`

/** Mail of the programme itself, such as the invitation of a coordinator, belongs to no organisation. */
const MAILS = `
alter table mails drop constraint mails_pkey;
alter table mails alter column organisation_id drop not null;
alter table mails add primary key (id);
create index on mails (organisation_id, created_at);
create policy of_programme on mails
  using (organisation_id is null and app_scope() in ('centre', 'account'))
  with check (organisation_id is null and app_scope() in ('centre', 'account'));`

/**
 * One chain for each organisation, and one for the programme under the id of zeros. The database numbers and hashes by itself, so no
 * program can write an entry that does not fit; a lock for each chain keeps two transactions from taking the same number.
 */
const AUDIT_LOG = `
create table audit_entries (
  chain_id uuid not null,
  position integer not null,
  happened_at timestamptz not null,
  user_id text not null,
  user_name text not null,
  role text not null,
  deed text not null check (length(deed) between 3 and 60),
  subject jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null,
  primary key (chain_id, position)
);
create index on audit_entries (chain_id, happened_at);

create function audit_hash(previous bytea, variadic fields text[]) returns bytea language sql immutable as $$
  select sha256(previous || convert_to(string_agg(octet_length(field) || ':' || field, '' order by place), 'UTF8'))
  from unnest(fields) with ordinality as each (field, place)
$$;
create function audit_entries_chain() returns trigger language plpgsql as $$
declare
  before record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit ' || new.chain_id, 0));
  select position, hash into before from audit_entries where chain_id = new.chain_id order by position desc limit 1;
  new.happened_at := date_trunc('milliseconds', new.happened_at);
  new.position := coalesce(before.position, 0) + 1;
  new.previous_hash := coalesce(before.hash, ''::bytea);
  new.hash := audit_hash(new.previous_hash, new.chain_id::text, new.position::text,
    (extract(epoch from new.happened_at) * 1000)::bigint::text, new.user_id, new.user_name, new.role, new.deed, new.subject::text);
  return new;
end $$;
create trigger audit_entries_chain before insert on audit_entries for each row execute function audit_entries_chain();

create function audit_entries_never_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log never changes' using errcode = 'check_violation', constraint = 'audit_entries_append_only';
end $$;
create trigger audit_entries_never_change before update or delete on audit_entries
  for each row execute function audit_entries_never_change();
create trigger audit_entries_never_emptied before truncate on audit_entries
  for each statement execute function audit_entries_never_change();

alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy own_organisation on audit_entries using (chain_id = app_organisation()) with check (chain_id = app_organisation());
create policy of_programme on audit_entries
  using (chain_id = '00000000-0000-0000-0000-000000000000' and app_scope() in ('centre', 'account'))
  with check (chain_id = '00000000-0000-0000-0000-000000000000' and app_scope() in ('centre', 'account'));
grant select, insert on audit_entries to regie_app;`
