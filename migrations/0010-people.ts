import { type Kysely, sql } from 'kysely'

/** How often signing in failed, and what reading and checking the log needs besides what 0003 has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [FAILURES, READING, SECOND_STEPS]) await sql.raw(statement).execute(db)
}

/** A number for each day and log: neither who tried nor what was tried. */
const FAILURES = `
create table sign_in_failures (
  chain_id uuid not null,
  day date not null,
  attempts integer not null default 1 check (attempts > 0),
  primary key (chain_id, day)
);
alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
create policy own_organisation on sign_in_failures
  using (chain_id = app_organisation()) with check (chain_id = app_organisation());
create policy of_programme on sign_in_failures
  using (chain_id = '00000000-0000-0000-0000-000000000000' and app_scope() in ('centre', 'account'))
  with check (chain_id = '00000000-0000-0000-0000-000000000000' and app_scope() in ('centre', 'account'));
grant select, insert, update on sign_in_failures to regie_app;`

const READING = `
create index on audit_entries (chain_id, user_id, position desc);
create policy for_checking on audit_entries for select using (app_scope() = 'system');`

/** How many people of an organisation sign in with a second step: the rows are each account's own, so they are asked one by one. */
const SECOND_STEPS = `
create function count_second_factors(p_organisation uuid) returns integer language plpgsql as $$
declare
  before text := coalesce(current_setting('app.user_id', true), '');
  each record;
  found_so_far integer := 0;
begin
  for each in select user_id from memberships where organisation_id = p_organisation and ended_at is null loop
    perform set_config('app.user_id', each.user_id, true);
    perform from second_factors where user_id = each.user_id and confirmed_at is not null;
    if found then found_so_far := found_so_far + 1; end if;
  end loop;
  perform set_config('app.user_id', before, true);
  return found_so_far;
end $$;`
