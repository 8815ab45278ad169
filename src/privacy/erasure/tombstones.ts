// What a restore must do again: whom had been erased since the backup. Lines of ids, appended before an erasure commits, in a file beside
// the data that is copied with every backup and can be kept anywhere; it names nobody.
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import type { Person } from '../subjects/person.ts'

export type Tombstone = {
  erasureId: string
  at: string
  person: Person
  keys: { companyId: string; id: string }[]
}

const PersonShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), accountId: z.uuid() }),
  z.object({ kind: z.literal('company'), companyId: z.uuid() }),
  z.object({
    kind: z.enum(['client', 'co-applicant']),
    companyId: z.uuid(),
    personId: z.uuid().nullable(),
    clientId: z.uuid().nullable(),
  }),
  z.object({ kind: z.literal('visitor'), visitorId: z.string().max(100) }),
])
const Line = z.object({
  erasureId: z.uuid(),
  at: z.iso.datetime(),
  person: PersonShape,
  keys: z.array(z.object({ companyId: z.uuid(), id: z.uuid() })),
})

export const tombstoneFile = (dataDir: string) => join(dataDir, 'tombstones')
/** Put there by a restore: what is to be done again before anybody is let in. */
export const replayFile = (dataDir: string) => join(dataDir, 'tombstones.replay')

export async function writeTombstone(services: Pick<Services, 'config'>, t: Tombstone): Promise<void> {
  const path = tombstoneFile(services.config.dataDir)
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(`${JSON.stringify(t)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Reads a file of tombstones. Throws where a line is none of ours. */
export async function* readTombstones(path: string): AsyncGenerator<Tombstone> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (line.trim() !== '') yield Line.parse(JSON.parse(line)) as Tombstone
}

/** Does again what a restored backup has forgotten. Runs before any port is answered; answers how many. */
export async function replay(
  services: Services,
  again: (services: Services, t: Tombstone) => Promise<void>,
): Promise<number> {
  const path = replayFile(services.config.dataDir)
  if (!existsSync(path)) return 0
  let done = 0
  for await (const t of readTombstones(path)) {
    await again(services, t)
    done++
  }
  await rename(path, `${path}ed`)
  return done
}
