// `cling register`: the records of processing of article 30, with the companies that the operator is processor for. The page of the policy
// has all but them: who has an account is nobody else's business.
import pg from 'pg'
import { processorsOf } from '../integrations/processors.ts'
import { readConfig } from '../platform/config.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { registerCsv, registerJson } from '../privacy/policy/register.ts'
import { tables } from '../schema.ts'

export async function registerCommand(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  try {
    const register = registerJson(
      {
        operator: config.operator,
        tables,
        processors: processorsOf(config),
        controllers: await controllers(database.ownerUrl),
      },
      'sv',
    )
    process.stdout.write(
      args.includes('--csv') ? registerCsv(register, 'sv') : `${JSON.stringify(register, null, 2)}\n`,
    )
    return 0
  } finally {
    await database.stop()
  }
}

/** Companies by name and number. A sole trader's number is a personal number and stays where it is encrypted. */
async function controllers(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; organisation_number: string | null }>(
      'select name, organisation_number from company where not is_sample order by name, id',
    )
    return rows.map(r => [r.name, r.organisation_number].filter(Boolean).join(', '))
  } finally {
    await client.end()
  }
}
