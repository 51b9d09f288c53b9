import { type Kysely, sql } from 'kysely'

/**
 * What an organisation tells about privacy, how long the answers of a scan are kept, and the ceiling of a link that a whole group shares
 * (docs/decisions/0011).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [SETTINGS, PROMISES, SEEN_BY_JOBS, OPEN_LINKS, SUBMIT]) {
    await sql.raw(statement).execute(db)
  }
}

const SETTINGS = `
create table privacy_settings (
  organisation_id uuid primary key references organisations on delete cascade,
  officer_name text not null default '' check (length(officer_name) <= 120),
  officer_contact text not null default '' check (length(officer_contact) <= 254),
  legal_basis text check (legal_basis in ('legitimate-interest', 'public-task', 'consent')),
  legal_basis_why text not null default '' check (length(legal_basis_why) <= 1000),
  host text not null default '' check (length(host) <= 200),
  answers_months integer not null default 24 check (answers_months between 1 and 24),
  version integer not null default 1,
  changed_at timestamptz not null
);
alter table privacy_settings enable row level security;
alter table privacy_settings force row level security;
create policy own_organisation on privacy_settings
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
grant select, insert, update on privacy_settings to regie_app;`

/** Whatever was promised to the people who answer is kept with the scan at its launch, and nothing can loosen it afterwards. */
const PROMISES = `
alter table scans add column answers_months integer check (answers_months between 1 and 24);
alter table scans add column answers_destroyed_at timestamptz;
alter table scans no force row level security;
update scans set answers_months = 24 where launched_at is not null;
alter table scans force row level security;
alter table scans add check (launched_at is null or answers_months is not null);
alter table scans add check (answers_destroyed_at is null or closed_at is not null);
create index on scans (closed_at) where closed_at is not null and answers_destroyed_at is null;
create index on scans (organisation_id, previous_scan_id) where closed_at is not null;

create function scans_keep_promises() returns trigger language plpgsql as $$
declare
  wished integer;
begin
  if new.launched_at is null then return new; end if;
  if tg_op = 'INSERT' or old.launched_at is null then
    select answers_months into wished from privacy_settings where organisation_id = new.organisation_id;
    new.answers_months := least(new.answers_months, wished, 24);
    return new;
  end if;
  if new.answers_months is null or new.answers_months > old.answers_months
      or new.minimum_professional < old.minimum_professional or new.minimum_client < old.minimum_client
      or new.minimum_manager < old.minimum_manager
      or (old.closed_at is not null and new.closed_at is distinct from old.closed_at)
      or (old.answers_destroyed_at is not null and new.answers_destroyed_at is distinct from old.answers_destroyed_at) then
    raise exception 'what was promised at the launch is never loosened'
      using errcode = 'check_violation', constraint = 'scans_keep_promises';
  end if;
  return new;
end $$;
create trigger scans_keep_promises before insert or update on scans
  for each row execute function scans_keep_promises();`

const SEEN_BY_JOBS = `
create policy seen_by_jobs on member_invitations for select using (app_scope() = 'system');`

/**
 * How many answers one shared link has brought. No moment is kept: whether many came in a short time is counted in memory, and only that it
 * happened is stored.
 */
const OPEN_LINKS = `
create table open_links (
  organisation_id uuid not null,
  scan_id uuid not null,
  group_id uuid not null,
  accepted integer not null default 0 check (accepted >= 0),
  had_burst boolean not null default false,
  primary key (organisation_id, scan_id, group_id),
  foreign key (organisation_id, scan_id, group_id) references scan_groups on delete cascade
);
alter table open_links enable row level security;
alter table open_links force row level security;
create policy own_organisation on open_links
  using (organisation_id = app_organisation()) with check (organisation_id = app_organisation());
grant select, insert, update on open_links to regie_app;
alter table scan_groups no force row level security;
alter table open_links no force row level security;
insert into open_links (organisation_id, scan_id, group_id, accepted)
  select organisation_id, scan_id, id, counted from scan_groups where distribution = 'open-link';
alter table open_links force row level security;
alter table scan_groups force row level security;

create function open_link_ceiling(invited integer) returns integer language sql immutable parallel safe
  as $$ select (invited * 6 + 4) / 5 $$;

-- a burst: within ten minutes at least ten answers, and at least a quarter of the people invited
create function mark_burst(p_secret_hash bytea, p_answers integer) returns void language plpgsql as $$
declare
  place record;
begin
  perform set_config('app.secret_hash', encode(p_secret_hash, 'hex'), true);
  select organisation_id, scan_id, id, invited into place from scan_groups where link_hash = p_secret_hash;
  if not found or p_answers < 10 or p_answers * 4 < place.invited then return; end if;
  perform set_config('app.organisation_id', place.organisation_id::text, true);
  update open_links set had_burst = true
    where organisation_id = place.organisation_id and scan_id = place.scan_id and group_id = place.id and not had_burst;
end $$;`

/** As 0004 left it, and through a shared link never more answers than its ceiling: the lock of the link decides who is the last. */
const SUBMIT = `
create or replace function submit_response(
  p_secret_hash bytea, p_submission_mac bytea, p_answers smallint[], p_importance smallint[], p_comments jsonb, p_now timestamptz
) returns text language plpgsql as $$
declare
  place record;
  scan record;
begin
  perform set_config('app.secret_hash', encode(p_secret_hash, 'hex'), true);
  select organisation_id, scan_id, id as group_id, false as personal, invited into place
    from scan_groups where link_hash = p_secret_hash;
  if not found then
    select organisation_id, scan_id, group_id, true as personal, 0 as invited into place
      from invitations where code_hash = p_secret_hash;
  end if;
  if not found then
    select organisation_id, scan_id, null::uuid as group_id, true as personal, 0 as invited into place
      from closed_codes where code_hash = p_secret_hash;
  end if;
  if not found then return 'unknown-code'; end if;
  perform set_config('app.organisation_id', place.organisation_id::text, true);

  perform pg_advisory_xact_lock_shared(scan_lock(place.scan_id));
  -- a statement of its own: it sees what was committed while this one waited
  select opens_at, closes_at, closed_at into scan from scans
    where organisation_id = place.organisation_id and id = place.scan_id;
  if scan.opens_at > p_now then return 'scan-not-open'; end if;
  if scan.closed_at is not null or scan.closes_at <= p_now then
    -- who sends again what was received in time hears that it was received
    perform from receipts where organisation_id = place.organisation_id and scan_id = place.scan_id
      and submission_mac = p_submission_mac;
    return case when found then 'received' else 'scan-closed' end;
  end if;

  if not place.personal then
    perform pg_advisory_xact_lock(hashtextextended(encode(p_secret_hash, 'hex'), 0));
  end if;
  insert into receipts (organisation_id, scan_id, submission_mac)
    values (place.organisation_id, place.scan_id, p_submission_mac) on conflict do nothing;
  if not found then return 'received'; end if;
  if place.personal then
    update invitations set used = true
      where organisation_id = place.organisation_id and scan_id = place.scan_id and code_hash = p_secret_hash and not used;
    if not found then
      delete from receipts where organisation_id = place.organisation_id and scan_id = place.scan_id
        and submission_mac = p_submission_mac;
      return 'already-submitted';
    end if;
  else
    insert into open_links as link (organisation_id, scan_id, group_id, accepted)
      values (place.organisation_id, place.scan_id, place.group_id, 1)
      on conflict (organisation_id, scan_id, group_id) do update set accepted = link.accepted + 1
      where link.accepted < open_link_ceiling(place.invited);
    if not found then
      delete from receipts where organisation_id = place.organisation_id and scan_id = place.scan_id
        and submission_mac = p_submission_mac;
      return 'link-full';
    end if;
  end if;
  insert into inbox (organisation_id, scan_id, group_id, answers, importance, comments)
    values (place.organisation_id, place.scan_id, place.group_id, p_answers, p_importance, p_comments);
  return 'received';
end $$;`
