import { type Kysely, sql } from 'kysely'

/**
 * Mail goes out by a job. A mail that is being sent is claimed first; one whose sender ended while the mail server may already have
 * taken it is flagged and never sent again, because nobody can tell whether it arrived.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(QUEUE).execute(db)
}

const QUEUE = `
alter table mails add column attempts integer not null default 0 check (attempts >= 0);
alter table mails add column next_attempt_at timestamptz;
alter table mails add column claimed_at timestamptz;
alter table mails add column flagged_at timestamptz;
alter table mails add check (num_nonnulls(next_attempt_at, claimed_at, sent_at, flagged_at) <= 1);
create index mails_due on mails (next_attempt_at) where next_attempt_at is not null;
create index mails_claimed on mails (claimed_at) where claimed_at is not null;`
