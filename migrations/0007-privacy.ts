import { type Kysely, sql } from 'kysely'

/**
 * What an organisation tells about privacy, how long the answers of a scan are kept, and the ceiling of a link that a whole group shares
 * (docs/decisions/0011).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [SETTINGS, PROMISES, SEEN_BY_JOBS, OPEN_LINKS, SUBMIT, SUBMIT_OF_BEFORE]) {
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
create policy seen_by_jobs on member_invitations for select using (app_scope() = 'system');
grant delete on programme_invitations to regie_app;`

/**
 * How many answers one shared link has brought. No moment is kept: whether many came in a short time is counted in memory, and only that it
 * happened is stored; it is told from the next mixing on, so that nobody sees at which answer it was.
 */
const OPEN_LINKS = `
create table open_links (
  organisation_id uuid not null,
  scan_id uuid not null,
  group_id uuid not null,
  accepted integer not null default 0 check (accepted >= 0),
  had_burst boolean not null default false,
  burst_told boolean not null default false,
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

/**
 * Stores what many sent to one scan, each once, and tells each outcome in the order given. Whatever two bundles both need is locked in one
 * order (receipts, codes, links), and a link last and once for all its answers: its lock decides who is the last.
 */
const SUBMIT = `
-- through a shared link never more answers than its ceiling: which of these there is room for
create function take_seats(p_organisation_id uuid, p_scan_id uuid, p_macs bytea[], p_groups uuid[]) returns bytea[] language plpgsql as $$
declare
  seated bytea[];
begin
  insert into open_links (organisation_id, scan_id, group_id)
    select distinct p_organisation_id, p_scan_id, group_id from unnest(p_groups) as given (group_id) order by group_id on conflict do nothing;
  perform from open_links where organisation_id = p_organisation_id and scan_id = p_scan_id and group_id = any(p_groups)
    order by group_id for no key update;
  with tried as (select distinct mac, group_id from unnest(p_macs, p_groups) as given (mac, group_id)),
  in_turn as (select mac, group_id, row_number() over (partition by group_id order by mac) as turn from tried),
  seats as (
    select l.group_id, open_link_ceiling(g.invited) - l.accepted as free from open_links l
      join scan_groups g on g.organisation_id = l.organisation_id and g.scan_id = l.scan_id and g.id = l.group_id
      where l.organisation_id = p_organisation_id and l.scan_id = p_scan_id and l.group_id = any(p_groups)
  ),
  let_in as (select mac, group_id from in_turn join seats using (group_id) where turn <= free),
  counted as (
    update open_links l set accepted = accepted + more from (select group_id, count(*) as more from let_in group by group_id) as added
      where l.organisation_id = p_organisation_id and l.scan_id = p_scan_id and l.group_id = added.group_id
  ) select coalesce(array_agg(mac), '{}') into seated from let_in;
  return seated;
end $$;

create function submit_responses(
  p_organisation_id uuid, p_scan_id uuid, p_now timestamptz,
  p_secret_hashes bytea[], p_macs bytea[], p_answers text[], p_importance text[], p_comments text[]
) returns text[] language plpgsql as $$
declare
  scan record;
  groups uuid[];
  shared boolean[];
  fresh bytea[];
  stored bytea[];
begin
  perform set_config('app.organisation_id', p_organisation_id::text, true);
  perform pg_advisory_xact_lock_shared(scan_lock(p_scan_id));
  -- a statement of its own: it sees what was committed while this one waited
  select opens_at, closes_at, closed_at into scan from scans where organisation_id = p_organisation_id and id = p_scan_id;
  if scan.opens_at > p_now then return array_fill('scan-not-open'::text, array[cardinality(p_macs)]); end if;
  if scan.closed_at is not null or scan.closes_at <= p_now then
    -- who sends again what was received in time hears that it was received
    return (select array_agg(case when r.submission_mac is null then 'scan-closed' else 'received' end order by place)
      from unnest(p_macs) with ordinality as given (mac, place)
      left join receipts r on r.organisation_id = p_organisation_id and r.scan_id = p_scan_id and r.submission_mac = mac);
  end if;

  select array_agg(coalesce(g.id, i.group_id) order by place), array_agg(g.id is not null order by place) into groups, shared
    from unnest(p_secret_hashes) with ordinality as given (hash, place)
    left join scan_groups g on g.organisation_id = p_organisation_id and g.scan_id = p_scan_id and g.link_hash = hash
    left join invitations i on i.organisation_id = p_organisation_id and i.scan_id = p_scan_id and i.code_hash = hash;

  with added as (
    insert into receipts (organisation_id, scan_id, submission_mac)
      select distinct p_organisation_id, p_scan_id, mac from unnest(p_macs, groups) as given (mac, group_id)
      where group_id is not null order by mac
      on conflict do nothing returning submission_mac
  ) select coalesce(array_agg(submission_mac), '{}') into fresh from added;

  with tried as (
    select distinct on (hash) hash, mac from unnest(p_secret_hashes, p_macs, shared) as given (hash, mac, by_link)
      where mac = any(fresh) and not by_link order by hash, mac
  ), taken as (
    update invitations i set used = true from tried
      where i.organisation_id = p_organisation_id and i.scan_id = p_scan_id and i.code_hash = hash and not i.used
      returning mac
  ) select coalesce(array_agg(mac), '{}') into stored from taken;

  if true = any(shared) then
    stored := stored || take_seats(p_organisation_id, p_scan_id,
      array(select mac from unnest(p_macs, shared) as given (mac, by_link) where mac = any(fresh) and by_link),
      array(select group_id from unnest(p_macs, groups, shared) as given (mac, group_id, by_link) where mac = any(fresh) and by_link));
  end if;

  insert into inbox (organisation_id, scan_id, group_id, answers, importance, comments)
    select p_organisation_id, p_scan_id, group_id, answers::smallint[], importance::smallint[], comments::jsonb
    from (select distinct on (mac) * from unnest(p_macs, groups, p_answers, p_importance, p_comments)
        as given (mac, group_id, answers, importance, comments)
      where mac = any(stored)) as each order by random();
  if cardinality(stored) < cardinality(fresh) then
    delete from receipts where organisation_id = p_organisation_id and scan_id = p_scan_id
      and submission_mac = any(fresh) and submission_mac <> all(stored);
  end if;
  return (select array_agg(case
      when group_id is null then 'unknown-code'
      when mac = any(stored) or mac <> all(fresh) then 'received'
      when by_link then 'link-full'
      else 'already-submitted' end order by place)
    from unnest(p_macs, groups, shared) with ordinality as given (mac, group_id, by_link, place));
end $$;`

/** As a process of the version before still calls it, while an update runs. */
const SUBMIT_OF_BEFORE = `
create or replace function submit_response(
  p_secret_hash bytea, p_submission_mac bytea, p_answers smallint[], p_importance smallint[], p_comments jsonb, p_now timestamptz
) returns text language sql as $$
  select coalesce((select (submit_responses(organisation_id, scan_id, p_now, array[p_secret_hash], array[p_submission_mac],
    array[p_answers::text], array[p_importance::text], array[p_comments::text]))[1] from find_place(p_secret_hash)), 'unknown-code')
$$;`
