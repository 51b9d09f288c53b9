import { type Kysely, sql } from 'kysely'

/**
 * Counts that several processes share: who did what how often, and wrong passwords. Keys are hashes with a secret, so neither an address
 * nor a name can be read from them; what the database forgets in a crash is no loss. And the links that are sent to an account.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [COUNTS, LINKS]) await sql.raw(statement).execute(db)
}

const COUNTS = `
create unlogged table rate_windows (
  key bytea primary key,
  uses integer not null check (uses > 0),
  ends_at timestamptz not null
);
create index on rate_windows (ends_at);
create unlogged table wrong_passwords (
  key bytea primary key,
  failed_at timestamptz[] not null,
  forgotten_at timestamptz not null
);
create index on wrong_passwords (forgotten_at);
grant select, insert, update, delete on rate_windows, wrong_passwords to regie_app;`

/** One of each kind for an account; another password, address or access than when it was made, and it opens nothing. */
const LINKS = `
create table account_links (
  id uuid primary key default gen_random_uuid(),
  user_id text not null references users on delete cascade,
  kind text not null check (kind in ('password', 'sign-in', 'email')),
  secret_hash bytea not null unique,
  credential_version bytea not null,
  new_email text check (new_email = lower(new_email) and length(new_email) <= 254),
  expires_at timestamptz not null,
  unique (user_id, kind),
  check ((kind = 'email') = (new_email is not null))
);
create index on account_links (expires_at);
alter table account_links enable row level security;
alter table account_links force row level security;
create policy own_account on account_links using (user_id = app_user()) with check (user_id = app_user());
create policy by_secret on account_links for select using (secret_hash = app_secret());
create policy by_jobs on account_links using (app_scope() = 'system');
grant select, insert, update, delete on account_links to regie_app;
delete from verifications;`
