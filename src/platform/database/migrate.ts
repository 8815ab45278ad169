// Plain SQL, forward only, in the order of their numbers. Each file runs in a transaction of its own together with the line that
// records it; a file that changed after it ran is refused, since two installations would then differ.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations as runQueueMigrations } from 'graphile-worker'
import pg from 'pg'
import type { Secrets } from '../secrets.ts'

/**
 * The logins the service uses: the application, the keys, the queue, who keeps and erases, and who reads what is kept apart. Their
 * passwords follow from the root key, so nothing more has to be kept.
 */
export const roles = ['cling_app', 'cling_vault', 'cling_jobs', 'cling_keeper', 'cling_reader'] as const
export type DatabaseRole = (typeof roles)[number]

export function rolePassword(secrets: Secrets, role: DatabaseRole): string {
  return secrets.mac('database-role', role).toString('base64url')
}

/** The same server and database, entered as one of our roles. */
export function urlAs(ownerUrl: string, secrets: Secrets, role: DatabaseRole): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(secrets, role)
  return url.toString()
}

const LOCK = 6_042_719

/** Brings the database up to the newest migration. Safe to run from several processes at once. Returns the names it ran. */
export async function migrate(options: { ownerUrl: string; secrets: Secrets; directory: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.ownerUrl })
  await client.connect()
  const ran: string[] = []
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await makeRoles(client, options.secrets)
    await client.query(
      `create table if not exists public.migration (name text primary key, sha256 text not null, ran_at timestamptz not null default now())`,
    )
    const done = new Map<string, string>(
      (await client.query('select name, sha256 from public.migration')).rows.map(r => [r.name, r.sha256]),
    )
    for (const name of readdirSync(options.directory)
      .filter(f => /^\d{4}_.*\.sql$/.test(f))
      .sort()) {
      const sql = readFileSync(join(options.directory, name), 'utf8')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      const before = done.get(name)
      if (before !== undefined && before !== sha256)
        throw new Error(`The migration ${name} was changed after it ran here. Put it back and write a new one.`)
      if (before !== undefined) continue
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query('insert into public.migration (name, sha256) values ($1, $2)', [name, sha256])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`The migration ${name} failed.`, { cause: error })
      }
      ran.push(name)
    }
    if (ran.length > 0) await letKeeperReach(client)
    if (ran.length > 0 || !(await queueIsReady(client))) await installQueue(options, client)
    return ran
  } finally {
    await client.end()
  }
}

async function makeRoles(client: pg.Client, secrets: Secrets) {
  for (const role of roles) {
    const password = pg.escapeLiteral(rolePassword(secrets, role))
    await client.query(
      `do $$ begin
         if not exists (select from pg_roles where rolname = '${role}') then
           create role ${role} login nosuperuser nobypassrls;
         end if;
       exception when duplicate_object or unique_violation then null; end $$`,
    )
    // Two databases of one cluster (the tests') may set the same role at once; the later one wins with the same password.
    await client.query(`alter role ${role} with login password ${password}`).catch(error => {
      if (!/tuple concurrently updated/.test(String(error.message))) throw error
    })
  }
}

/** Keeping and erasing goes through every table and every company; a table of tomorrow is reached like those of today. */
async function letKeeperReach(client: pg.Client) {
  await client.query(`do $$ declare t record; begin
    grant usage on schema public to cling_keeper;
    for t in select c.oid, c.relname, c.relrowsecurity from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    loop
      execute format('grant select, insert, update, delete on %I to cling_keeper', t.relname);
      if t.relrowsecurity and not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'of_keeper') then
        execute format('create policy of_keeper on %I to cling_keeper using (true) with check (true)', t.relname);
      end if;
    end loop;
  end $$`)
}

async function queueIsReady(client: pg.Client): Promise<boolean> {
  // Asked of the catalogue: the owner, who is no superuser, may not look into the queue's schema by name.
  const { rows } = await client.query(
    `select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'jobs' and p.proname = 'enqueue'`,
  )
  return rows.length > 0
}

/** graphile-worker makes its own schema, owned by the queue's role; our wrapper lets the application add jobs and nothing else. */
async function installQueue(options: { ownerUrl: string; secrets: Secrets }, client: pg.Client) {
  await client.query(
    `do $$ begin execute format('grant create, connect on database %I to cling_jobs', current_database()); end $$`,
  )
  await runQueueMigrations({ connectionString: urlAs(options.ownerUrl, options.secrets, 'cling_jobs') })
  const asQueue = new pg.Client({ connectionString: urlAs(options.ownerUrl, options.secrets, 'cling_jobs') })
  await asQueue.connect()
  try {
    await asQueue.query(`
      create schema if not exists jobs;
      create or replace function jobs.enqueue(
        task text, payload json, queue text, run_at timestamptz, max_attempts int, job_key text, priority int
      ) returns void language plpgsql security definer
      set search_path = graphile_worker, pg_temp
      -- The queue's own statements are planned once for each connection, not for each job: half of what a job costs to add.
      set plan_cache_mode = force_generic_plan
      as $$ begin
        perform graphile_worker.add_job(task, payload, queue, run_at, max_attempts, job_key, priority, null, 'replace');
      end $$;
      revoke all on function jobs.enqueue(text, json, text, timestamptz, int, text, int) from public;
      -- Whether anything waiting names one of these: what has been erased shall not wait anywhere.
      create or replace function jobs.name_any(ids text[]) returns bigint language sql stable security definer
      set search_path = graphile_worker, pg_temp
      as $$ select count(*) from _private_jobs j where exists (select from unnest(ids) i where position(i in j.payload::text) > 0) $$;
      revoke all on function jobs.name_any(text[]) from public;
      grant usage on schema jobs to cling_app, cling_keeper;
      grant execute on function jobs.enqueue(text, json, text, timestamptz, int, text, int) to cling_app, cling_keeper;
      grant execute on function jobs.name_any(text[]) to cling_keeper;
    `)
  } finally {
    await asQueue.end()
  }
}
