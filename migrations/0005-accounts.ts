import { type Kysely, sql } from 'kysely'

/**
 * Sessions are known by the hash of their id only, with the moment of their last use; those that exist end. The second factor of an
 * account, its secret encrypted, with backup codes of which only a keyed hash is stored. Both are seen by their own account alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [SESSIONS, SECOND_FACTORS]) await sql.raw(statement).execute(db)
}

const SESSIONS = `
delete from sessions;
alter table sessions drop constraint sessions_token_key;
alter table sessions rename column token to token_hash;
alter table sessions add check (token_hash ~ '^[0-9a-f]{64}$');
alter table sessions add unique (token_hash);
alter table sessions add column last_used_at timestamptz not null;
alter table sessions add column second_factor_at timestamptz;
create index on sessions (last_used_at);`

const SECOND_FACTORS = `
create table second_factors (
  user_id text primary key references users on delete cascade,
  secret text not null check (length(secret) <= 400),
  last_counter bigint not null default 0,
  confirmed_at timestamptz
);
create table backup_codes (
  user_id text not null references second_factors on delete cascade,
  code_mac bytea not null check (octet_length(code_mac) = 32),
  primary key (user_id, code_mac)
);
alter table second_factors enable row level security;
alter table second_factors force row level security;
create policy own_account on second_factors using (user_id = app_user()) with check (user_id = app_user());
alter table backup_codes enable row level security;
alter table backup_codes force row level security;
create policy own_account on backup_codes using (user_id = app_user()) with check (user_id = app_user());
grant select, insert, update, delete on second_factors, backup_codes to regie_app;`
