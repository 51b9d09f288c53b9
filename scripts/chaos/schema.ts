import { asOwner } from './scan.ts'

/** All that makes up the tables, rules and rights of a database, as one text that can be compared. */
export async function schemaOf(databaseUrl: string): Promise<string> {
  return asOwner(databaseUrl, async (owner) => {
    const lines: string[] = []
    for (const statement of PARTS) {
      const { rows } = await owner.query(statement)
      for (const row of rows) lines.push(JSON.stringify(row))
    }
    return lines.join('\n')
  })
}

const PARTS = [
  `select c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, c.reloptions::text from pg_class c
     where c.relnamespace = 'public'::regnamespace order by 1`,
  `select c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, a.attacl::text,
       pg_get_expr(d.adbin, d.adrelid) as value
     from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped order by 1, 3`,
  `select conrelid::regclass::text as table, conname, pg_get_constraintdef(oid) from pg_constraint
     where connamespace = 'public'::regnamespace order by 1, 2`,
  `select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`,
  `select * from pg_policies where schemaname = 'public' order by tablename, policyname`,
  `select tgrelid::regclass::text as table, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2`,
  `select proname, pg_get_functiondef(oid), proacl::text from pg_proc
     where pronamespace = 'public'::regnamespace and proname not like 'chaos_%' order by 1, 2`,
  `select name from kysely_migration order by 1`,
]
