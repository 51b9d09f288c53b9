import { type Kysely, sql } from 'kysely'

const TENANT_TABLES = [
  'memberships',
  'member_invitations',
  'units',
  'scans',
  'scan_units',
  'scan_groups',
  'invitations',
  'responses',
  'comments',
  'receipts',
  'closed_codes',
  'publications',
  'plans',
  'sub_questions',
  'plan_priorities',
  'actions',
  'action_checks',
  'action_events',
  'action_links',
  'prerequisite_waivers',
  'mails',
]

/** Who may read a row besides its own organisation: the holder of its secret, its own user, or the system's jobs. */
const ALSO_VISIBLE: Record<string, string> = {
  memberships: 'user_id = app_user()',
  member_invitations: 'secret_hash = app_secret()',
  scan_groups: 'link_hash = app_secret()',
  invitations: 'code_hash = app_secret()',
  closed_codes: 'code_hash = app_secret()',
  action_links: 'secret_hash = app_secret()',
  scans: 'app_scope() = $$system$$',
  receipts: 'app_scope() = $$system$$',
  mails: 'app_scope() = $$system$$',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ROLE,
    SETTINGS,
    ACCOUNTS,
    ORGANISATIONS,
    SCANS,
    RESPONSES,
    RESULTS,
    PLANS,
    MAILS,
    RULES,
    FIND_PLACE,
    SUBMIT,
  ]) {
    await sql.raw(statement).execute(db)
  }
  for (const table of TENANT_TABLES) await sql.raw(isolate(table)).execute(db)
  await sql.raw(GRANTS).execute(db)
}

function isolate(table: string): string {
  const own = 'organisation_id = app_organisation()'
  const also = ALSO_VISIBLE[table]
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy own_organisation on ${table} using (${own}) with check (${own});
    ${also ? `create policy also_visible on ${table} for select using (${also});` : ''}`
}

const ROLE = `
do $$
begin
  if not exists (select from pg_roles where rolname = 'regie_app') then
    create role regie_app nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not pg_has_role(current_user, 'regie_app', 'member') then
    execute format('grant regie_app to %I', current_user);
  end if;
end $$;
grant usage on schema public to regie_app;`

const SETTINGS = `
create function app_organisation() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.organisation_id', true), '')::uuid $$;
create function app_user() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '') $$;
create function app_secret() returns bytea language sql stable parallel safe
  as $$ select decode(nullif(current_setting('app.secret_hash', true), ''), 'hex') $$;
create function app_scope() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('app.scope', true), '') $$;`

const ACCOUNTS = `
create table users (
  id text primary key,
  name text not null check (length(name) between 1 and 120),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table sessions (
  id text primary key,
  token text not null unique,
  user_id text not null references users on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sessions (user_id);
create table accounts (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references users on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index on accounts (user_id);
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on verifications (identifier);`

const ORGANISATIONS = `
create table programmes (
  id uuid primary key default gen_random_uuid(),
  only_one boolean not null default true unique check (only_one),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now()
);
create table organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 120),
  kind text not null default 'agency' check (kind in ('agency', 'provider', 'interest-organisation', 'municipality', 'company')),
  prepared jsonb not null default '{}',
  created_at timestamptz not null default now()
);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy own_organisation on organisations using (id = app_organisation()) with check (id = app_organisation());

create table units (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  parent_id uuid,
  name text not null check (length(name) between 1 and 120),
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, parent_id) references units,
  check (parent_id is distinct from id)
);
create unique index units_one_root on units (organisation_id) where parent_id is null;
create unique index units_unique_name on units (organisation_id, parent_id, lower(name)) where archived_at is null;

create table memberships (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  user_id text not null references users on delete cascade,
  role text not null check (role in ('messenger', 'manager')),
  unit_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references units,
  check (role = 'manager' or unit_id is null)
);
create unique index memberships_one_active on memberships (user_id) where ended_at is null;

create table member_invitations (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  secret_hash bytea not null unique,
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  role text not null check (role in ('messenger', 'manager')),
  unit_id uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, unit_id) references units,
  check (role = 'manager' or unit_id is null)
);`

const SCANS = `
create table scans (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  title text not null check (length(title) between 1 and 120),
  settings jsonb not null,
  instrument jsonb,
  form text check (form in ('full', 'short')),
  previous_scan_id uuid,
  minimum_professional integer check (minimum_professional >= 5),
  minimum_client integer check (minimum_client >= 10),
  minimum_manager integer check (minimum_manager >= 5),
  launched_at timestamptz,
  opens_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, previous_scan_id) references scans,
  check (closes_at > opens_at),
  check (launched_at is null or (instrument is not null and form is not null and opens_at is not null
    and closes_at is not null and minimum_professional is not null and minimum_client is not null
    and minimum_manager is not null)),
  check (closed_at is null or launched_at is not null)
);
create index on scans (closes_at) where closed_at is null and launched_at is not null;

create table scan_units (
  organisation_id uuid not null,
  scan_id uuid not null,
  unit_id uuid not null,
  parent_id uuid,
  name text not null,
  professionals integer check (professionals >= 0),
  primary key (organisation_id, scan_id, unit_id),
  foreign key (organisation_id, scan_id) references scans on delete cascade,
  foreign key (organisation_id, unit_id) references units,
  foreign key (organisation_id, scan_id, parent_id) references scan_units
);

create table scan_groups (
  organisation_id uuid not null,
  scan_id uuid not null,
  id uuid not null default gen_random_uuid(),
  unit_id uuid not null,
  perspective text not null check (perspective in ('professional', 'client', 'manager')),
  invited integer not null check (invited between 1 and 100000),
  distribution text not null check (distribution in ('open-link', 'codes')),
  link_hash bytea unique,
  item_count integer not null check (item_count > 0),
  scale_min integer not null,
  scale_max integer not null check (scale_max > scale_min),
  primary key (organisation_id, scan_id, id),
  unique (organisation_id, scan_id, unit_id, perspective),
  foreign key (organisation_id, scan_id, unit_id) references scan_units on delete cascade,
  check ((distribution = 'open-link') = (link_hash is not null))
);`

const RESPONSES = `
create table invitations (
  organisation_id uuid not null,
  scan_id uuid not null,
  group_id uuid not null,
  code_hash bytea not null unique,
  used boolean not null default false,
  primary key (organisation_id, scan_id, code_hash),
  foreign key (organisation_id, scan_id, group_id) references scan_groups on delete cascade
);
create table responses (
  organisation_id uuid not null,
  scan_id uuid not null,
  group_id uuid not null,
  id uuid not null default gen_random_uuid(),
  answers smallint[] not null,
  importance smallint[] not null default '{}' check (cardinality(importance) <= 3),
  primary key (organisation_id, scan_id, group_id, id),
  foreign key (organisation_id, scan_id, group_id) references scan_groups
);
create table comments (
  organisation_id uuid not null,
  scan_id uuid not null,
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  question_id text not null check (length(question_id) between 1 and 60),
  text text not null check (length(text) between 1 and 4000),
  primary key (organisation_id, scan_id, id),
  foreign key (organisation_id, scan_id, group_id) references scan_groups
);
create table receipts (
  organisation_id uuid not null,
  scan_id uuid not null,
  submission_mac bytea not null,
  primary key (organisation_id, scan_id, submission_mac),
  foreign key (organisation_id, scan_id) references scans on delete cascade
);
create table closed_codes (
  organisation_id uuid not null,
  scan_id uuid not null,
  code_hash bytea not null unique,
  primary key (organisation_id, scan_id, code_hash),
  foreign key (organisation_id, scan_id) references scans on delete cascade
);`

const RESULTS = `
create table publications (
  organisation_id uuid not null,
  scan_id uuid not null,
  document jsonb not null,
  comparison jsonb not null,
  engine_version text not null,
  published_at timestamptz not null,
  primary key (organisation_id, scan_id),
  foreign key (organisation_id, scan_id) references scans
);`

const PLANS = `
create table plans (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  scan_id uuid not null,
  version integer not null default 1,
  main_question text not null default '' check (length(main_question) <= 500),
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  unique (organisation_id, scan_id),
  foreign key (organisation_id, scan_id) references scans
);
create table sub_questions (
  organisation_id uuid not null,
  plan_id uuid not null,
  id uuid not null default gen_random_uuid(),
  position integer not null check (position >= 0),
  text text not null check (length(text) between 1 and 500),
  primary key (organisation_id, plan_id, id),
  unique (organisation_id, plan_id, position) deferrable initially deferred,
  foreign key (organisation_id, plan_id) references plans on delete cascade
);
create table plan_priorities (
  organisation_id uuid not null,
  plan_id uuid not null,
  dimension_id text not null,
  waiting boolean not null default false,
  primary key (organisation_id, plan_id, dimension_id),
  foreign key (organisation_id, plan_id) references plans on delete cascade
);
create table actions (
  organisation_id uuid not null,
  plan_id uuid not null,
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 4000),
  dimension_id text not null,
  library_action_id text,
  prerequisites text[] not null default '{}',
  unit_id uuid,
  owner_membership_id uuid,
  owner_name text check (length(owner_name) between 1 and 120),
  owner_email text check (owner_email = lower(owner_email) and length(owner_email) <= 254),
  due_on date,
  evidence text check (length(evidence) between 1 and 4000),
  stop_reason text check (length(stop_reason) between 1 and 2000),
  proposed_at timestamptz not null,
  planned_at timestamptz,
  started_at timestamptz,
  done_at timestamptz,
  done_by text,
  confirmed_at timestamptz,
  confirmed_by text,
  stopped_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references plans,
  foreign key (organisation_id, unit_id) references units,
  foreign key (organisation_id, owner_membership_id) references memberships,
  check (planned_at is null or (owner_name is not null and due_on is not null)),
  check (done_at is null or evidence is not null),
  check (done_at is null or started_at is not null),
  check ((stopped_at is null) = (stop_reason is null)),
  check (confirmed_at is null or (done_at is not null and confirmed_by is distinct from done_by))
);
create index on actions (organisation_id, plan_id);
create table action_checks (
  organisation_id uuid not null,
  action_id uuid not null,
  id uuid not null default gen_random_uuid(),
  position integer not null,
  text text not null check (length(text) between 1 and 200),
  done boolean not null default false,
  primary key (organisation_id, action_id, id),
  foreign key (organisation_id, action_id) references actions on delete cascade
);
create table action_events (
  organisation_id uuid not null,
  action_id uuid not null,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  by_name text not null,
  note text,
  happened_at timestamptz not null,
  primary key (organisation_id, action_id, id),
  foreign key (organisation_id, action_id) references actions
);
create table action_links (
  organisation_id uuid not null,
  id uuid not null default gen_random_uuid(),
  action_id uuid not null,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, action_id) references actions on delete cascade
);
create table prerequisite_waivers (
  organisation_id uuid not null,
  action_id uuid not null,
  library_action_id text not null,
  reason text not null check (length(reason) between 1 and 1000),
  by_name text not null,
  waived_at timestamptz not null,
  primary key (organisation_id, action_id, library_action_id),
  foreign key (organisation_id, action_id) references actions on delete cascade
);`

const MAILS = `
create table mails (
  organisation_id uuid not null references organisations on delete cascade,
  id uuid not null default gen_random_uuid(),
  recipient text not null,
  subject text not null,
  text text not null,
  confidential boolean not null default false,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (organisation_id, id)
);`

const RULES = `
create function units_at_most_four_levels() returns trigger language plpgsql as $$
declare
  above integer;
  below integer;
begin
  with recursive up as (
    select parent_id, 1 as steps from units where organisation_id = new.organisation_id and id = new.parent_id
    union all
    select u.parent_id, up.steps + 1 from units u join up on u.id = up.parent_id
    where u.organisation_id = new.organisation_id and up.steps < 20
  ) select coalesce(max(steps), 0) into above from up;
  with recursive down as (
    select id, 0 as steps from units where organisation_id = new.organisation_id and id = new.id
    union all
    select u.id, down.steps + 1 from units u join down on u.parent_id = down.id
    where u.organisation_id = new.organisation_id and u.archived_at is null and down.steps < 20
  ) select coalesce(max(steps), 0) into below from down;
  if above + below > 4 then
    raise exception 'units have at most four levels' using errcode = 'check_violation', constraint = 'units_at_most_four_levels';
  end if;
  return null;
end $$;
create constraint trigger units_at_most_four_levels after insert or update of parent_id on units
  for each row execute function units_at_most_four_levels();

create function responses_fit_group() returns trigger language plpgsql as $$
begin
  if exists (select from added a join scan_groups g
      on g.organisation_id = a.organisation_id and g.scan_id = a.scan_id and g.id = a.group_id
      where cardinality(a.answers) <> g.item_count) then
    raise exception 'answers do not match the items asked' using errcode = 'check_violation', constraint = 'responses_item_count';
  end if;
  if exists (select from added a join scan_groups g
      on g.organisation_id = a.organisation_id and g.scan_id = a.scan_id and g.id = a.group_id
      where g.scale_max < any(a.answers) or g.scale_min > any(array_remove(a.answers, (-1)::smallint))) then
    raise exception 'an answer lies outside the scale' using errcode = 'check_violation', constraint = 'responses_within_scale';
  end if;
  return null;
end $$;
create trigger responses_fit_group after insert on responses referencing new table as added
  for each statement execute function responses_fit_group();

create function action_events_never_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history of an action never changes' using errcode = 'check_violation', constraint = 'action_events_append_only';
end $$;
create trigger action_events_never_change before update or delete on action_events
  for each row execute function action_events_never_change();`

/** Fills `place` with where a link or code leads, also a code of a closed scan; `found` tells whether anywhere. */
const LOOK_UP_CODE = `perform set_config('app.secret_hash', encode(p_secret_hash, 'hex'), true);
  select organisation_id, scan_id, id as group_id, false as personal into place
    from scan_groups where link_hash = p_secret_hash;
  if not found then
    select organisation_id, scan_id, group_id, true as personal into place
      from invitations where code_hash = p_secret_hash;
  end if;
  if not found then
    select organisation_id, scan_id, null::uuid as group_id, true as personal into place
      from closed_codes where code_hash = p_secret_hash;
  end if;`

/**
 * Where a code or a link leads to, in one round trip. Whether a personal code was used stays untold; of one whose scan has closed
 * only the scan is known.
 */
const FIND_PLACE = `
create function find_place(p_secret_hash bytea) returns table (
  organisation_id uuid, scan_id uuid, perspective text, personal boolean, organisation text, title text, minimum integer,
  opens_at timestamptz, closes_at timestamptz, closed_at timestamptz
) language plpgsql as $$
#variable_conflict use_column
declare
  place record;
begin
  ${LOOK_UP_CODE}
  if not found then return; end if;
  perform set_config('app.organisation_id', place.organisation_id::text, true);
  return query
    select s.organisation_id, s.id, g.perspective, place.personal, o.name, s.title,
      case g.perspective when 'professional' then s.minimum_professional when 'client' then s.minimum_client
        when 'manager' then s.minimum_manager end,
      s.opens_at, s.closes_at, s.closed_at
    from scans s
    join organisations o on o.id = s.organisation_id
    left join scan_groups g on g.organisation_id = s.organisation_id and g.scan_id = s.id and g.id = place.group_id
    where s.organisation_id = place.organisation_id and s.id = place.scan_id and s.launched_at is not null;
end $$;`

/**
 * One round trip and one transaction for a submit. The scan is locked FOR SHARE, so closing waits for it: accepted means counted.
 * Answers: received | unknown-code | scan-not-open | scan-closed | already-submitted.
 */
const SUBMIT = `
create function submit_response(
  p_secret_hash bytea, p_submission_mac bytea, p_answers smallint[], p_importance smallint[], p_comments jsonb, p_now timestamptz
) returns text language plpgsql as $$
declare
  place record;
  scan record;
begin
  ${LOOK_UP_CODE}
  if not found then return 'unknown-code'; end if;
  perform set_config('app.organisation_id', place.organisation_id::text, true);

  select opens_at, closes_at, closed_at into scan from scans
    where organisation_id = place.organisation_id and id = place.scan_id for share;
  if scan.opens_at > p_now then return 'scan-not-open'; end if;
  if scan.closed_at is not null or scan.closes_at <= p_now then
    -- who sends again what was received in time hears that it was received
    perform from receipts where organisation_id = place.organisation_id and scan_id = place.scan_id
      and submission_mac = p_submission_mac;
    return case when found then 'received' else 'scan-closed' end;
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
  end if;
  insert into responses (organisation_id, scan_id, group_id, answers, importance)
    values (place.organisation_id, place.scan_id, place.group_id, p_answers, p_importance);
  if p_comments is not null then
    insert into comments (organisation_id, scan_id, group_id, question_id, text)
      select place.organisation_id, place.scan_id, place.group_id, key, value from jsonb_each_text(p_comments);
  end if;
  return 'received';
end $$;`

const GRANTS = `
grant select on kysely_migration to regie_app;
grant select, insert, update, delete on
  users, sessions, accounts, verifications, programmes, organisations, ${TENANT_TABLES.join(', ')} to regie_app;
revoke update, delete on action_events from regie_app;`
