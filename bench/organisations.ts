import path from 'node:path'
import { sql } from 'kysely'
import { openDatabase, within } from '#server/database.ts'
import { readList } from '#server/programme/overview/read.ts'
import { loadCatalogue } from '#server/surveys/catalogue.ts'

const ORGANISATIONS = 1000
const RUNS = 7
const SURVEYS = path.join(import.meta.dirname, '../surveys')

/** The list of the programme centre: where each organisation is, and the totals of one page. */
export async function benchOrganisations(databaseUrl: string): Promise<string[]> {
  const db = openDatabase(databaseUrl, { max: 2, statementTimeoutSeconds: 120, log: () => {} })
  const around = { catalogue: loadCatalogue(SURVEYS), now: () => new Date() }
  await within(db, { scope: 'centre' }, (trx) => sql.raw(MAKE).execute(trx))
  await sql`analyze organisations, scans, scan_groups, units, actions, plans`.execute(db).catch(() => {})
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    const { total } = await within(db, { scope: 'centre' }, (trx) =>
      readList(trx, around, { search: 'Bench', stop: 'competence-scan' }),
    )
    times.push(performance.now() - start)
    if (total !== ORGANISATIONS) throw new Error(`the list holds ${total} organisations`)
  }
  await db.destroy()
  const [quickest = Number.NaN, , , middle = Number.NaN] = times.toSorted((a, b) => a - b)
  return [
    '| organisations | median ms | quickest ms |',
    '|---|---|---|',
    `| ${ORGANISATIONS} | ${middle.toFixed(0)} | ${quickest.toFixed(0)} |`,
  ]
}

/** Each with 20 units, an open scan of 40 groups and two drafts. */
const MAKE = `
do $$
declare
  own uuid;
  scan uuid;
  unit uuid;
begin
  for number in 1..${ORGANISATIONS} loop
    own := gen_random_uuid();
    perform set_config('app.organisation_id', own::text, true);
    insert into organisations (id, name, prepared) values (own, 'Bench ' || number,
      '{"worksCouncil": true, "privacy": true, "whoTellsWhom": true, "units": true}');
    insert into scans (organisation_id, title, settings) values (own, 'Draft', '{}'), (own, 'Draft', '{}');
    insert into scans (organisation_id, title, settings, instrument, form, minimum_professional, minimum_client, minimum_manager,
        launched_at, opens_at, closes_at, answers_months)
      values (own, 'Open', '{}', jsonb_build_object('phase', 1, 'words', repeat('x', 40000)), 'full', 5, 10, 5,
        now(), now() - interval '1 day', now() + interval '20 days', 24) returning id into scan;
    insert into units (organisation_id, name) values (own, 'Whole') returning id into unit;
    insert into scan_units (organisation_id, scan_id, unit_id, name) values (own, scan, unit, 'Whole');
    for part in 1..20 loop
      insert into units (organisation_id, parent_id, name) select own, id, 'Unit ' || part from units
        where organisation_id = own and parent_id is null returning id into unit;
      insert into scan_units (organisation_id, scan_id, unit_id, name) values (own, scan, unit, 'Unit ' || part);
      insert into scan_groups (organisation_id, scan_id, unit_id, perspective, invited, launched, counted, distribution,
          item_count, scale_min, scale_max)
        select own, scan, unit, perspective, 12, 12, 7, 'codes', 36, 1, 5
        from unnest(array['professional', 'client']) as perspective;
    end loop;
  end loop;
end $$`
